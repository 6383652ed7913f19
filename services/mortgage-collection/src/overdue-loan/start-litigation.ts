import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { StartLitigation, type OverdueLoanView } from '@linli/contracts';
import { OverdueLoan } from './overdue-loan.js';
import { view } from './overdue-loan.view.js';

@Controller()
export class StartLitigationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(StartLitigation)
  async handle({ overdueLoanId, version, decision }: StartLitigation, by: Actor): Promise<OverdueLoanView> {
    const loan = await load(this.em, OverdueLoan, overdueLoanId, version);
    loan.startLitigation(decision, by, now());
    return view(loan);
  }
}
