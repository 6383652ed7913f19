import { Controller } from '@nestjs/common';
import { Handles, now, type Actor } from '@linli/bus';
import { RecordOverdueLoan, type OverdueLoanView } from '@linli/contracts';
import { dayOf, refuse } from '@linli/kernel';
import { OverdueLedger } from './overdue-ledger.js';
import { view } from './overdue-loan.view.js';

@Controller()
export class RecordOverdueLoanHandler {
  constructor(private readonly ledger: OverdueLedger) {}

  @Handles(RecordOverdueLoan)
  async handle(
    { projectId, bankSuggestsLitigation = false, asOf, ...entry }: RecordOverdueLoan,
    by: Actor,
  ): Promise<OverdueLoanView> {
    by.mustSee(projectId, 'project');
    const day = asOf ?? dayOf(now());
    if (entry.overdueSince > day) {
      throw refuse.rule('overdue-loan.overdue-since-in-future', '逾期起始日晚于截止日期，请核对两个日期。');
    }
    const [taken] = await this.ledger.take(projectId, day, [{ ...entry, bankSuggestsLitigation }]);
    return view(taken!.loan);
  }
}
