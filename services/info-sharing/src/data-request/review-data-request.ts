import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, matrixInForce, now, type Actor } from '@linli/bus';
import { ReviewDataRequest, type DataRequestView } from '@linli/contracts';
import { DataRequest } from './data-request.js';
import { askedBesides } from './split.js';
import { view } from './data-request.view.js';

@Controller()
export class ReviewDataRequestHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReviewDataRequest)
  async handle({ dataRequestId, version, kinds, recordCount }: ReviewDataRequest, by: Actor): Promise<DataRequestView> {
    const request = await load(this.em, DataRequest, dataRequestId, version);
    const besides = await askedBesides(this.em, request);
    request.review({ kinds, recordCount, besides }, await matrixInForce(), by, now());
    return view(request);
  }
}
