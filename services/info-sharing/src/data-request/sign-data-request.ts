import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { SignDataRequest, type DataRequestView } from '@linli/contracts';
import { DataRequest } from './data-request.js';
import { view } from './data-request.view.js';

@Controller()
export class SignDataRequestHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SignDataRequest)
  async handle({ dataRequestId, version }: SignDataRequest, by: Actor): Promise<DataRequestView> {
    const request = await load(this.em, DataRequest, dataRequestId, version);
    request.sign(by, now());
    return view(request);
  }
}
