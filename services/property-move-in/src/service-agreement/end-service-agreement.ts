import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, type Actor } from '@linli/bus';
import { EndServiceAgreement, type ServiceAgreementView } from '@linli/contracts';
import { ServiceAgreement } from './service-agreement.js';
import { view } from './service-agreement.view.js';

@Controller()
export class EndServiceAgreementHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(EndServiceAgreement)
  async handle(asked: EndServiceAgreement, by: Actor): Promise<ServiceAgreementView> {
    const agreement = await load(this.em, ServiceAgreement, asked.agreementId, asked.version);
    agreement.end(asked.endedOn, asked.reason, by.name);
    return view(agreement);
  }
}
