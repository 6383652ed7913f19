import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now } from '@linli/bus';
import { ReleaseGuarantee, type TitleCaseView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { LoanAccount } from '../loan-account/loan-account.js';
import { TitleCase } from './title-case.js';
import { view } from './title-case.view.js';

@Controller()
export class ReleaseGuaranteeHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(ReleaseGuarantee)
  async handle({ titleCaseId, version, releasedOn }: ReleaseGuarantee): Promise<TitleCaseView> {
    const found = await load(this.em, TitleCase, titleCaseId, version);
    found.releaseGuarantee(releasedOn, dayOf(now()));
    const account = await this.em.findOne(LoanAccount, { contractId: found.contractId });
    account?.releaseGuarantee(releasedOn);
    return view(found);
  }
}
