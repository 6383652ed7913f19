import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { SendDossier, type OverdueLoanView } from '@linli/contracts';
import { OverdueLoan } from './overdue-loan.js';
import { view } from './overdue-loan.view.js';

@Controller()
export class SendDossierHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(SendDossier)
  async handle({ overdueLoanId, version, summary, papers }: SendDossier, by: Actor): Promise<OverdueLoanView> {
    const loan = await load(this.em, OverdueLoan, overdueLoanId, version);
    loan.sendDossier(summary, papers, by, now());
    return view(loan);
  }
}
