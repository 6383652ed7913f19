import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Handles, load, now, type Actor } from '@linli/bus';
import { DeclineLitigation, type OverdueLoanView } from '@linli/contracts';
import { OverdueLoan } from './overdue-loan.js';
import { view } from './overdue-loan.view.js';

@Controller()
export class DeclineLitigationHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(DeclineLitigation)
  async handle({ overdueLoanId, version, decision }: DeclineLitigation, by: Actor): Promise<OverdueLoanView> {
    const loan = await load(this.em, OverdueLoan, overdueLoanId, version);
    loan.declineLitigation(decision, by, now());
    return view(loan);
  }
}
