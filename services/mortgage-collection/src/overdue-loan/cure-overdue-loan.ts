import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { cancelClock, Handles, load, now, type Actor } from '@linli/bus';
import { CureOverdueLoan, type OverdueLoanView } from '@linli/contracts';
import { dayOf } from '@linli/kernel';
import { MONTHS_OVER } from './overdue-ledger.js';
import { OverdueLoan } from './overdue-loan.js';
import { view } from './overdue-loan.view.js';

@Controller()
export class CureOverdueLoanHandler {
  constructor(private readonly em: EntityManager) {}

  @Handles(CureOverdueLoan)
  async handle({ overdueLoanId, version, curedOn }: CureOverdueLoan, by: Actor): Promise<OverdueLoanView> {
    const loan = await load(this.em, OverdueLoan, overdueLoanId, version);
    loan.cure(curedOn, dayOf(now()), by, now());
    await cancelClock(MONTHS_OVER, loan);
    return view(loan);
  }
}
