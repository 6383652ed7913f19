import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { absentFor, Handles, load, now, type Actor } from '@linli/bus';
import { ApproveDataRequest, type DataRequestView } from '@linli/contracts';
import { DataRequest } from './data-request.js';
import { view } from './data-request.view.js';

@Controller()
export class ApproveDataRequestHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ApproveDataRequest)
  async handle({ dataRequestId, version, opinion }: ApproveDataRequest, by: Actor): Promise<DataRequestView> {
    const request = await load(this.em, DataRequest, dataRequestId, version);
    request.approve(by, opinion, now(), await absentFor(by, request.approverRole ?? ''));
    return view(request);
  }
}
