import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { now, planClocks, whenNotUnique } from '@linli/bus';
import { dayOf, newId, plusDays, refuse, type Day } from '@linli/kernel';
import { Sealer } from '@linli/parties';
import { LoanAccount, loanNumber } from '../loan-account/loan-account.js';
import { sealDebtor, type DebtorAsNamed } from './debtor.js';
import { overLimitFrom, type LitigationLimits } from './litigation.js';
import { litigationLimits } from './litigation-limits.js';
import { OverdueLoan, type OverdueReport } from './overdue-loan.js';

whenNotUnique('overdue_loan_open', () =>
  refuse.conflict('overdue-loan.reported-twice', '他人正在登记同一笔贷款的逾期，请查看后重新提交。'),
);

/** The clock that watches how long a loan is overdue. */
export const MONTHS_OVER = 'overdue-months-over';

/** A line of finance's report about one loan. */
export interface OverdueEntry extends OverdueReport, DebtorAsNamed {
  readonly loanContractNo: string;
}

/** The loan of an entry, and what the entry did to it. */
export interface Taken {
  readonly loan: OverdueLoan;
  readonly effect: 'opened' | 'changed' | 'unchanged';
}

/** Takes finance's reports into the overdue cases: one case a loan, judged on the day up to which the figures run [REQ-192]. */
@Injectable()
export class OverdueLedger {
  constructor(
    private readonly em: EntityManager,
    private readonly sealer: Sealer,
  ) {}

  async take(projectId: string, asOf: Day, entries: readonly OverdueEntry[]): Promise<Taken[]> {
    const numbers = entries.map(({ loanContractNo }) => loanNumber(loanContractNo));
    const known = new Map<string, OverdueLoan>();
    for (const loan of await this.em.find(
      OverdueLoan,
      { projectId, loanContractNo: { $in: numbers } },
      { orderBy: { id: 'asc' } },
    )) {
      if (!known.get(loan.loanContractNo)?.isOpen) known.set(loan.loanContractNo, loan);
    }
    const accounts = await this.em.find(LoanAccount, { projectId, loanContractNo: { $in: numbers } });
    const accountOf = new Map(accounts.map((account) => [account.loanContractNo, account]));
    const limits = await litigationLimits(this.em, dayOf(now()));
    const taken: Taken[] = [];
    for (const [n, entry] of entries.entries()) {
      const loanContractNo = numbers[n]!;
      const one = this.takeOne(
        { projectId, asOf, loanContractNo },
        entry,
        known.get(loanContractNo),
        limits,
        accountOf.get(loanContractNo),
      );
      if (one.loan.isOpen) one.loan.judge(asOf);
      taken.push(one);
    }
    await this.watch(taken);
    return taken;
  }

  private takeOne(
    place: { projectId: string; asOf: Day; loanContractNo: string },
    entry: OverdueEntry,
    known: OverdueLoan | undefined,
    limits: LitigationLimits,
    account: LoanAccount | undefined,
  ): Taken {
    // A report about days that a later one, or the end of the case, has overtaken says nothing new.
    if (known && place.asOf < (known.endedOn ?? known.asOf)) return { loan: known, effect: 'unchanged' };
    if (known?.endedOn === place.asOf) return { loan: known, effect: 'unchanged' };
    if (known?.isOpen) {
      const renamed = this.rename(known, entry);
      const changed = known.report(entry, place.asOf);
      return { loan: known, effect: changed || renamed ? 'changed' : 'unchanged' };
    }
    const id = newId();
    const loan = OverdueLoan.open(
      { ...place, id, at: now() },
      entry,
      sealDebtor(id, entry, this.sealer),
      limits,
      account,
    );
    this.em.persist(loan);
    return { loan, effect: 'opened' };
  }

  private rename(loan: OverdueLoan, named: DebtorAsNamed): boolean {
    const { nameSealed, nameMasked, nameIndex, ...number } = sealDebtor(loan.id, named, this.sealer);
    const otherName = nameIndex !== loan.nameIndex;
    const otherNumber = named.idNumber !== undefined && number.idNumberIndex !== loan.idNumberIndex;
    if (otherName) loan.renameDebtor({ nameSealed, nameMasked, nameIndex });
    if (otherNumber) loan.renameDebtor(number);
    return otherName || otherNumber;
  }

  /**
   * Wakes a case when the months pass without a new report. Not before tomorrow: today the sheet's own 截止日期 is the last word,
   * even when it lies some days back. A clock of an earlier 逾期起始日 finds another beginning and does nothing.
   */
  private async watch(taken: readonly Taken[]): Promise<void> {
    const tomorrow = plusDays(dayOf(now()), 1);
    const waiting = taken.filter(
      ({ loan, effect }) => effect !== 'unchanged' && loan.isOpen && !loan.reasons.includes('OVER_SIX_MONTHS'),
    );
    const starts = waiting.map(({ loan }) => {
      const over = overLimitFrom(loan.overdueSince, loan.monthsLimit);
      return { subject: loan, cycle: loan.overdueSince, from: over > tomorrow ? over : tomorrow };
    });
    await planClocks(MONTHS_OVER, starts);
  }
}
