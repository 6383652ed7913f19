import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { LitigationCandidateRaised, LoanOverdue, overdueStates } from '@linli/contracts';
import { newId, raisedBy, Refusal } from '@linli/kernel';
import { OverdueLoan } from './overdue-loan.js';
import { allowedSteps, overdueWorkflow, type OverdueAction, type OverdueState } from './overdue-loan.workflow.js';

const at = new Date('2026-11-22T02:00:00Z');
const today = '2026-11-22';
const officer = { name: '按揭催缴专责' };
const report = { overdueSince: '2026-10-20', overdueAmountFen: 500_000, bankSuggestsLitigation: false };
const debtor = {
  nameSealed: 's',
  nameMasked: '王*',
  nameIndex: 'i',
  idNumberSealed: null,
  idNumberMasked: null,
  idNumberIndex: null,
};
const limits = { monthsLimit: 6, amountLimitFen: 2_000_000 };

const reported = (more: object = {}) =>
  OverdueLoan.open(
    { id: newId(), projectId: 'binjiang', loanContractNo: 'HT1', asOf: '2026-11-20', at },
    { ...report, ...more },
    debtor,
    limits,
  );

const steps: Record<OverdueAction, (loan: OverdueLoan) => void> = {
  remind: (loan) => loan.remind({ kind: 'PHONE', content: '提醒还款' }, 'LS-2026-000001', officer, at),
  becomeCandidate: (loan) => {
    loan.report({ ...report, bankSuggestsLitigation: true }, '2026-11-21');
    loan.judge('2026-11-21');
  },
  cure: (loan) => loan.cure('2026-11-22', today, officer, at),
  sendDossier: (loan) => loan.sendDossier('多次催缴无果', ['借款合同', '催缴记录'], officer, at),
  startLitigation: (loan) => loan.startLitigation('起诉', officer, at),
  declineLitigation: (loan) => loan.declineLitigation('先协商', officer, at),
  close: (loan) => loan.close('判决已执行', today, officer, at),
};
const roads: Record<OverdueState, OverdueAction[]> = {
  OVERDUE: [],
  REMINDED: ['remind'],
  LITIGATION_CANDIDATE: ['becomeCandidate'],
  DOSSIER_SENT: ['becomeCandidate', 'sendDossier'],
  LITIGATION: ['becomeCandidate', 'sendDossier', 'startLitigation'],
  CURED: ['cure'],
  CLOSED: ['becomeCandidate', 'sendDossier', 'startLitigation', 'close'],
};
const after = (...actions: OverdueAction[]) => {
  const loan = reported();
  for (const action of actions) steps[action](loan);
  return loan;
};
const codeOf = (step: () => void): string => {
  try {
    step();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  return 'taken';
};
const raised = (loan: OverdueLoan, event: typeof LitigationCandidateRaised | typeof LoanOverdue) =>
  raisedBy(loan)
    .filter((each) => each.event === event)
    .map(({ payload }) => payload);

describe('The way of an overdue loan', () => {
  test('the published states are those of the workflow', () => {
    expect([...overdueStates].sort()).toEqual([...overdueWorkflow.states].sort());
  });

  test('the README draws the workflow as it is', () => {
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(overdueWorkflow.diagram());
  });

  test.each(overdueWorkflow.states)('in %s exactly the steps of the table are possible', (state) => {
    for (const action of overdueWorkflow.actions) {
      const loan = after(...roads[state]);
      expect(loan.state).toBe(state);
      const legal = overdueWorkflow.can(state, action);
      const outcome = codeOf(() => steps[action](loan));
      if (action !== 'becomeCandidate') expect(outcome).toBe(legal ? 'taken' : 'overdue-loan.illegal-step');
      expect(loan.state).toBe(legal ? overdueWorkflow.move(state, action) : state);
    }
  });

  test('becoming a candidate is not offered as a step of a person', () => {
    expect(allowedSteps('REMINDED')).toEqual(['remind', 'cure']);
  });
});

describe('An overdue loan', () => {
  test('becomes a candidate once, and tells its reasons again only when one is added', () => {
    const loan = reported({ overdueAmountFen: 2_000_001 });
    for (const day of ['2026-11-20', '2026-11-21']) loan.judge(day);
    expect(raised(loan, LitigationCandidateRaised)).toEqual([expect.objectContaining({ reasons: ['OVER_20000'] })]);
    loan.judge('2027-04-21');
    expect(raised(loan, LitigationCandidateRaised)).toHaveLength(2);
    expect(loan).toMatchObject({ state: 'LITIGATION_CANDIDATE', reasons: ['OVER_20000', 'OVER_SIX_MONTHS'] });
  });

  test('keeps its reasons when the figures fall again', () => {
    const loan = reported({ overdueAmountFen: 2_000_001 });
    loan.judge('2026-11-20');
    loan.report(report, '2026-12-20');
    loan.judge('2026-12-20');
    expect(loan).toMatchObject({ state: 'LITIGATION_CANDIDATE', reasons: ['OVER_20000'], overdueAmountFen: 500_000 });
  });

  test('is told when it is reported and when its figures change, not when they are the same', () => {
    const loan = reported({ room: '3-1-1201' });
    expect(loan.report(report, '2026-11-25')).toBe(false);
    expect(loan.report({ ...report, overdueAmountFen: 600_000 }, '2026-12-20')).toBe(true);
    expect(raised(loan, LoanOverdue)).toMatchObject([{ overdueAmountFen: 500_000 }, { overdueAmountFen: 600_000 }]);
    expect(loan).toMatchObject({ room: '3-1-1201', asOf: '2026-12-20' });
  });

  test('an ended case is not judged any more', () => {
    const loan = after('cure');
    loan.judge('2027-11-20');
    expect(loan).toMatchObject({ state: 'CURED', reasons: [] });
  });

  test('is reminded by phone, e-mail and lawyer’s letter, again and again; the letter has a number [REQ-196]', () => {
    const loan = reported();
    for (const kind of ['PHONE', 'EMAIL', 'LAWYER_LETTER', 'PHONE'])
      loan.remind({ kind, content: '提醒还款' }, 'LS-2026-000007', officer, at);
    expect(loan.state).toBe('REMINDED');
    expect(loan.contacts.map(({ kind, letterNo }) => [kind, letterNo])).toEqual([
      ['PHONE', undefined],
      ['EMAIL', undefined],
      ['LAWYER_LETTER', 'LS-2026-000007'],
      ['PHONE', undefined],
    ]);
  });

  test('is cured on a day between the first unpaid one and today', () => {
    for (const day of ['2026-10-19', '2026-11-23'])
      expect(codeOf(() => reported().cure(day, today, officer, at))).toBe('overdue-loan.cured-on-impossible');
    for (const day of ['2026-10-20', '2026-11-22'])
      expect(codeOf(() => reported().cure(day, today, officer, at))).toBe('taken');
  });

  test('a declined dossier comes back and may be sent again', () => {
    const loan = after('becomeCandidate', 'sendDossier', 'declineLitigation', 'sendDossier', 'startLitigation');
    expect(loan.dossiers).toMatchObject([
      { sued: false, decision: '先协商' },
      { sued: true, decision: '起诉' },
    ]);
  });
});
