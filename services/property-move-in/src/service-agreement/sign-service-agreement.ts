import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, now, type Actor } from '@linli/bus';
import { SignServiceAgreement, type ServiceAgreementView } from '@linli/contracts';
import { knownHousehold } from '../household/known-household.js';
import { ServiceAgreement } from './service-agreement.js';
import { view } from './service-agreement.view.js';

@Controller()
export class SignServiceAgreementHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SignServiceAgreement)
  async handle(form: SignServiceAgreement, by: Actor): Promise<ServiceAgreementView> {
    const household = await knownHousehold(this.em, form.unitId);
    const record = { agreementNo: formNo('FW'), by: by.name, at: now() };
    const agreement = ServiceAgreement.sign(form, household, record);
    this.em.persist(agreement);
    return view(agreement);
  }
}
