import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { absentFor, Handles, load, now, type Actor } from '@linli/bus';
import { RejectDataRequest, type DataRequestView } from '@linli/contracts';
import { DataRequest } from './data-request.js';
import { view } from './data-request.view.js';

@Controller()
export class RejectDataRequestHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RejectDataRequest)
  async handle({ dataRequestId, version, opinion }: RejectDataRequest, by: Actor): Promise<DataRequestView> {
    const request = await load(this.em, DataRequest, dataRequestId, version);
    request.reject(by, opinion, now(), await absentFor(by, request.approverRole ?? ''));
    return view(request);
  }
}
