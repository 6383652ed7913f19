import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { ReceiveData, type DataRequestView } from '@linli/contracts';
import { DataRequest } from './data-request.js';
import { view } from './data-request.view.js';

@Controller()
export class ReceiveDataHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReceiveData)
  async handle(
    { dataRequestId, version, custodian, securityPledge }: ReceiveData,
    by: Actor,
  ): Promise<DataRequestView> {
    const request = await load(this.em, DataRequest, dataRequestId, version);
    request.receive(
      by,
      { receiptNo: formNo('QS'), securityPledge, ...(custodian === undefined ? {} : { custodian }) },
      now(),
    );
    return view(request);
  }
}
