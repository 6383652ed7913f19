import { defineEntity, p } from '@mikro-orm/core';
import {
  LitigationCandidateRaised,
  LoanOverdue,
  type CollectionContactView,
  type DossierView,
  type OverdueEndingView,
  type RemindDebtor,
} from '@linli/contracts';
import { raise, refuse, type Day } from '@linli/kernel';
import { triggersOn, type LitigationLimits, type LitigationReason, type OverdueFigures } from './litigation.js';
import { overdueWorkflow, type OverdueAction, type OverdueState } from './overdue-loan.workflow.js';

const OverdueLoanSchema = defineEntity({
  name: 'OverdueLoan',
  tableName: 'overdue_loan',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().version(),
    projectId: p.text(),
    state: p.text().$type<OverdueState>(),
    loanContractNo: p.text(),
    loanAccountId: p.uuid().nullable(),
    partyId: p.uuid().nullable(),
    nameSealed: p.text(),
    nameMasked: p.text(),
    nameIndex: p.text(),
    idNumberSealed: p.text().nullable(),
    idNumberMasked: p.text().nullable(),
    idNumberIndex: p.text().nullable(),
    room: p.text().nullable(),
    bank: p.text().nullable(),
    overdueSince: p.date(),
    periods: p.integer().nullable(),
    overdueAmountFen: p.bigint('number'),
    bankSuggestsLitigation: p.boolean(),
    asOf: p.date(),
    reasons: p.array().$type<LitigationReason[]>(),
    monthsLimit: p.integer(),
    amountLimitFen: p.bigint('number'),
    contacts: p.json<CollectionContactView[]>(),
    dossiers: p.json<DossierView[]>(),
    ending: p.json<OverdueEndingView>().nullable(),
    endedOn: p.date().nullable(),
    reportedAt: p.datetime(),
  },
});

/** Who owes, as finance names him: sealed, masked for people, and blind indexes to compare. */
export interface Debtor {
  readonly nameSealed: string;
  readonly nameMasked: string;
  readonly nameIndex: string;
  readonly idNumberSealed: string | null;
  readonly idNumberMasked: string | null;
  readonly idNumberIndex: string | null;
}

/** A line of finance's report. */
export interface OverdueReport extends OverdueFigures {
  readonly room?: string | undefined;
  readonly bank?: string | undefined;
  readonly periods?: number | undefined;
}

/** The loan account with the number of the loan contract. */
export interface AccountOfLoan {
  readonly id: string;
  readonly partyId: string;
  readonly room: string;
}

/** Who takes a step; his name stays in the case. */
export interface Doer {
  readonly name: string;
}

/** 逾期还款情况: one overdue loan from finance's first report until it is cured or its suit is closed [REQ-192]. */
export class OverdueLoan extends OverdueLoanSchema.class {
  static open(
    place: { id: string; projectId: string; loanContractNo: string; asOf: Day; at: Date },
    report: OverdueReport,
    debtor: Debtor,
    { monthsLimit, amountLimitFen }: LitigationLimits,
    account?: AccountOfLoan,
  ): OverdueLoan {
    const { id, projectId, loanContractNo, asOf, at } = place;
    const loan = Object.assign(new OverdueLoan(), {
      ...{ id, projectId, loanContractNo, asOf, monthsLimit, amountLimitFen, ...debtor },
      ...{ room: null, bank: null, periods: null, ...linesOf(report) },
      ...{ state: overdueWorkflow.initial, loanAccountId: null, partyId: null, reportedAt: at },
      ...{ reasons: [], contacts: [], dossiers: [], ending: null, endedOn: null },
    });
    if (account) loan.linkTo(account);
    loan.tellOverdue();
    return loan;
  }

  get isOpen(): boolean {
    return this.endedOn === null;
  }

  /** Takes the figures of a report that is not older than the known ones; false when they are the same. What it leaves out stays. */
  report(report: OverdueReport, asOf: Day): boolean {
    const lines = linesOf(report);
    const changed = Object.entries(lines).some(([name, value]) => this[name as keyof typeof lines] !== value);
    Object.assign(this, lines, { asOf });
    if (changed) this.tellOverdue();
    return changed;
  }

  /** Finance writes the debtor differently now. */
  renameDebtor(debtor: Partial<Debtor>): void {
    Object.assign(this, debtor);
  }

  /** The loan is that of a contract we know; whose it is follows from there. */
  linkTo({ id, partyId, room }: AccountOfLoan): void {
    Object.assign(this, { loanAccountId: id, partyId, room: this.room ?? room });
  }

  /** Each trigger that holds on this day for the first time makes the loan a litigation candidate, or is added to its reasons [REQ-200]. */
  judge(day: Day): void {
    const fresh = triggersOn(day, this, this).filter((reason) => !this.reasons.includes(reason));
    if (!this.isOpen || fresh.length === 0) return;
    this.reasons = [...this.reasons, ...fresh];
    if (overdueWorkflow.can(this.state, 'becomeCandidate')) this.move('becomeCandidate');
    raise(this, LitigationCandidateRaised, { ...this.ids, reasons: [...this.reasons] });
  }

  /** A reminder by phone, e-mail or lawyer's letter; `letterNo` is the number of the 律师函 [REQ-193..196]. */
  remind(
    { kind, content, answer, promisedOn }: Pick<RemindDebtor, 'kind' | 'content' | 'answer' | 'promisedOn'>,
    letterNo: string,
    by: Doer,
    at: Date,
  ): void {
    this.move('remind');
    const contact = {
      ...{ kind, content, at: at.toISOString(), by: by.name },
      ...(answer ? { answer } : {}),
      ...(promisedOn ? { promisedOn } : {}),
      ...(kind === 'LAWYER_LETTER' ? { letterNo } : {}),
    };
    this.contacts = [...this.contacts, contact];
  }

  cure(curedOn: Day, today: Day, by: Doer, at: Date): void {
    overdueWorkflow.move(this.state, 'cure');
    if (curedOn > today || curedOn < this.overdueSince) {
      throw refuse.rule('overdue-loan.cured-on-impossible', '还清日期须晚于逾期起始日，且不晚于今天，请核对日期。');
    }
    this.move('cure');
    Object.assign(this, { ending: { at: at.toISOString(), by: by.name, curedOn }, endedOn: curedOn });
  }

  sendDossier(summary: string, papers: readonly string[], by: Doer, at: Date): void {
    this.move('sendDossier');
    this.dossiers = [...this.dossiers, { at: at.toISOString(), by: by.name, summary, papers: [...papers] }];
  }

  startLitigation(decision: string, by: Doer, at: Date): void {
    this.move('startLitigation');
    this.decide(true, decision, by, at);
  }

  /** General administration decides on suing; a declined case stays a candidate and is collected further (reading X31). */
  declineLitigation(decision: string, by: Doer, at: Date): void {
    this.move('declineLitigation');
    this.decide(false, decision, by, at);
  }

  close(reason: string, today: Day, by: Doer, at: Date): void {
    this.move('close');
    Object.assign(this, { ending: { at: at.toISOString(), by: by.name, reason }, endedOn: today });
  }

  private decide(sued: boolean, decision: string, by: Doer, at: Date): void {
    const verdict = { decidedAt: at.toISOString(), decidedBy: by.name, sued, decision };
    this.dossiers = this.dossiers.map((dossier, i) =>
      i === this.dossiers.length - 1 ? { ...dossier, ...verdict } : dossier,
    );
  }

  private tellOverdue(): void {
    const { overdueSince, overdueAmountFen } = this;
    raise(this, LoanOverdue, { ...this.ids, overdueSince, overdueAmountFen });
  }

  private get ids(): { overdueLoanId: string; partyId?: string; projectId: string } {
    const { id: overdueLoanId, projectId, partyId } = this;
    return { overdueLoanId, projectId, ...(partyId === null ? {} : { partyId }) };
  }

  private move(action: OverdueAction): void {
    this.state = overdueWorkflow.move(this.state, action);
  }
}

type Lines = Pick<OverdueLoan, 'overdueSince' | 'overdueAmountFen' | 'bankSuggestsLitigation'> &
  Partial<Pick<OverdueLoan, 'room' | 'bank' | 'periods'>>;

function linesOf({
  overdueSince,
  overdueAmountFen,
  bankSuggestsLitigation,
  room,
  bank,
  periods,
}: OverdueReport): Lines {
  return {
    ...{ overdueSince, overdueAmountFen, bankSuggestsLitigation },
    ...(room === undefined ? {} : { room }),
    ...(bank === undefined ? {} : { bank }),
    ...(periods === undefined ? {} : { periods }),
  };
}

OverdueLoanSchema.setClass(OverdueLoan);
