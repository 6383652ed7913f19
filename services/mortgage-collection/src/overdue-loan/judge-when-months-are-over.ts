import { Controller } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, OnClock, type Firing } from '@linli/bus';
import { dayOf } from '@linli/kernel';
import { MONTHS_OVER } from './overdue-ledger.js';
import { OverdueLoan } from './overdue-loan.js';

@Controller()
export class JudgeWhenMonthsAreOver {
  constructor(private readonly em: EntityManager) {}

  @OnClock(MONTHS_OVER)
  async handle({ subjectId, cycle }: Firing): Promise<void> {
    const loan = await this.em.findOne(OverdueLoan, subjectId);
    // The arrear has another beginning meanwhile: it has a clock of its own.
    if (loan?.overdueSince !== cycle) return;
    loan.judge(dayOf(now()));
  }
}
