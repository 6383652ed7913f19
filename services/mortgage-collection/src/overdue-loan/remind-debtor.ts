import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { formNo, Handles, load, now, type Actor } from '@linli/bus';
import { RemindDebtor, type OverdueLoanView } from '@linli/contracts';
import { OverdueLoan } from './overdue-loan.js';
import { view } from './overdue-loan.view.js';

@Controller()
export class RemindDebtorHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(RemindDebtor)
  async handle(step: RemindDebtor, by: Actor): Promise<OverdueLoanView> {
    const loan = await load(this.em, OverdueLoan, step.overdueLoanId, step.version);
    loan.remind(step, formNo('LS'), by, now());
    return view(loan);
  }
}
