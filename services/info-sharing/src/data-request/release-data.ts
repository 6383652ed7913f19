import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ReleaseData, type DataRequestView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { AllocationRecord } from '../allocation-record/allocation-record.js';
import { policyOn } from '../policy.js';
import { DataRequest } from './data-request.js';
import { view } from './data-request.view.js';

@Controller()
export class ReleaseDataHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReleaseData)
  async handle({ dataRequestId, version, recordCount }: ReleaseData, by: Actor): Promise<DataRequestView> {
    const request = await load(this.em, DataRequest, dataRequestId, version);
    const allocationFiled = (await this.em.count(AllocationRecord, { dataRequestId })) > 0;
    const feedbackEveryDays = await policyOn(this.em, 'share-feedback-every-days', dayOf(now()));
    request.release(
      by,
      { allocationFiled, feedbackEveryDays, ...(recordCount === undefined ? {} : { recordCount }) },
      now(),
    );
    return view(request);
  }
}
