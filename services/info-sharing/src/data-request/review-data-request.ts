import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { ReviewDataRequest, type DataRequestView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { matrixInForce } from '../authority-matrix/matrix-in-force.js';
import { DataRequest } from './data-request.js';
import { view } from './data-request.view.js';

@Controller()
export class ReviewDataRequestHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReviewDataRequest)
  async handle({ dataRequestId, version, kinds, recordCount }: ReviewDataRequest, by: Actor): Promise<DataRequestView> {
    const request = await load(this.em, DataRequest, dataRequestId, version);
    request.review({ kinds, recordCount }, await matrixInForce(this.em, dayOf(now())), by, now());
    return view(request);
  }
}
