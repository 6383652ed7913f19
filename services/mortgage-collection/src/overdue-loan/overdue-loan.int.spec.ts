import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CloseLitigation,
  ContractSigned,
  CureOverdueLoan,
  DeclineLitigation,
  FindOverdueLoans,
  GetOverdueLoan,
  LitigationCandidateRaised,
  LoanOverdue,
  RecordOverdueLoan,
  RemindDebtor,
  roles,
  SendDossier,
  StartLitigation,
  type CommandClass,
  type OverdueLoanView,
} from '@linli/contracts';
import { dayOf, newId, plusDays, plusMonths } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { mortgageCollection } from '../service.js';

const finance = colleague('FINANCE_DEPT');
const officer = colleague('COLLECTION_OFFICER');

describe('Overdue loans', () => {
  let dept: ServiceUnderTest;
  let today: string;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, mortgageCollection);
    today = dayOf(new Date());
  }, 60_000);
  afterAll(() => dept.stop());

  let serial = 0;
  const loanNo = () => `HT-${++serial}`;
  const entry = (more: Partial<RecordOverdueLoan> = {}) => ({
    ...{
      projectId: 'binjiang',
      loanContractNo: loanNo(),
      customerName: '王芳',
      idNumber: '910000200109035874',
      room: '3-1-1201',
    },
    ...{ overdueSince: plusDays(today, -30), overdueAmountFen: 500_000, ...more },
  });
  const record = (more: Partial<RecordOverdueLoan> = {}) => dept.ask(finance, RecordOverdueLoan, entry(more));
  const get = (overdueLoanId: string) => dept.ask(officer, GetOverdueLoan, { overdueLoanId });
  const candidatesOf = async ({ id }: { id: string }) =>
    (await dept.published(LitigationCandidateRaised)).filter(({ overdueLoanId }) => overdueLoanId === id);
  test('the bank’s suggestion alone makes a candidate, and it is told with the reason [REQ-197]', async () => {
    const loan = await record({
      overdueSince: plusDays(today, -1),
      overdueAmountFen: 100,
      bankSuggestsLitigation: true,
    });
    expect(loan).toMatchObject({ state: 'LITIGATION_CANDIDATE', reasons: ['BANK_SUGGESTED'] });
    expect(await candidatesOf(loan)).toEqual([
      { overdueLoanId: loan.id, projectId: 'binjiang', reasons: ['BANK_SUGGESTED'] },
    ]);
  });

  test('20,000.00 yuan is not too much, one fen more is [REQ-199]', async () => {
    expect(await record({ overdueAmountFen: 2_000_000 })).toMatchObject({ state: 'OVERDUE', reasons: [] });
    expect(await record({ overdueAmountFen: 2_000_001 })).toMatchObject({
      state: 'LITIGATION_CANDIDATE',
      reasons: ['OVER_20000'],
    });
  });

  test('six months that pass without a new sheet make a candidate on the day after; a cured one stays cured [REQ-198]', async () => {
    const overdueSince = plusDays(plusMonths(today, -6), 3);
    const lastDay = plusMonths(overdueSince, 6);
    const loan = await record({ overdueSince });
    const paid = await record({ overdueSince });
    await dept.ask(finance, CureOverdueLoan, { overdueLoanId: paid.id, version: 1, curedOn: today });
    const rows = await dept.rows<{ due: string }>(
      `select to_char(due_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') as due from clock where subject_id = ?`,
      [loan.id],
    );
    expect(rows).toEqual([{ due: `${plusDays(lastDay, 1)} 00:00` }]);
    await dept.travel('5 days');
    const raised = await eventually(async () => {
      const seen = await get(loan.id);
      return seen.state === 'LITIGATION_CANDIDATE' ? seen : undefined;
    }, 'the clock raised no candidate');
    expect(raised.reasons).toEqual(['OVER_SIX_MONTHS']);
    expect(await candidatesOf(loan)).toHaveLength(1);
    expect(await get(paid.id)).toMatchObject({ state: 'CURED', reasons: [], ending: { curedOn: today } });
    await dept.travel('-5 days');
  });

  test('a case keeps the limits under which it began', async () => {
    const old = await record({ overdueAmountFen: 1_500_000 });
    await dept.rows(
      `insert into policy (rule, valid_from, value) values ('litigation-overdue-amount-fen', '2020-01-01', 1000000)`,
    );
    const { loanContractNo } = old;
    expect(await record({ loanContractNo, overdueAmountFen: 1_600_000 })).toMatchObject({
      id: old.id,
      reasons: [],
      amountLimitFen: 2_000_000,
    });
    expect(await record({ overdueAmountFen: 1_600_000 })).toMatchObject({
      reasons: ['OVER_20000'],
      amountLimitFen: 1_000_000,
    });
    await dept.rows(`delete from policy where valid_from = '2020-01-01'`);
  });

  test('a loan of a known account belongs to its buyer, whichever came first, sheet or contract', async () => {
    const signed = (loanContractNo: string): ContractSigned => ({
      ...{
        contractId: newId(),
        contractNo: 'HT2026-1',
        subscriptionId: newId(),
        unitId: newId(),
        projectId: 'binjiang',
        room: '5-2-302',
      },
      ...{
        partyId: newId(),
        coBuyerPartyIds: [],
        paymentMethod: 'MORTGAGE',
        totalPriceFen: 300_000_000,
        signedOn: '2026-05-01',
        handoverDueOn: '2027-05-01',
      },
      ...{ loanBank: '建设银行', loanContractNo, loanAmountFen: 200_000_000 },
    });
    const tell = async (contract: ContractSigned) => {
      await dept.tell(ContractSigned, contract, { aggregateId: contract.contractId, sequence: 1 });
      await eventually(
        async () => (await dept.progress('sales-office', contract.contractId)) === 1,
        'the contract was not taken',
      );
    };
    const { room: _room, ...roomless } = entry();
    const known = signed(roomless.loanContractNo);
    await tell(known);
    const linked = await dept.ask(finance, RecordOverdueLoan, roomless);
    expect(linked).toMatchObject({ partyId: known.partyId, room: '5-2-302', loanAccountId: expect.any(String) });
    expect(await dept.published(LoanOverdue)).toContainEqual(
      expect.objectContaining({ overdueLoanId: linked.id, partyId: known.partyId }),
    );
    const early = await record();
    expect(early).not.toHaveProperty('partyId');
    const late = signed(early.loanContractNo.toLowerCase());
    await tell(late);
    expect(await get(early.id)).toMatchObject({ partyId: late.partyId, room: '3-1-1201' });
    const again = await record({ loanContractNo: early.loanContractNo });
    expect(again.version).toBe(2);
  });

  test('is collected by the collection officer and by nobody else [REQ-189]', async () => {
    const loan = await record();
    const reminder = { overdueLoanId: loan.id, version: 1, kind: 'PHONE', content: '提醒还款' };
    for (const role of ['FINANCE_DEPT', 'GENERAL_ADMIN_DEPT', 'CUSTOMER_AFFAIRS_DEPT', 'MANAGER_IN_CHARGE'] as const) {
      expect(await dept.refusal(colleague(role), RemindDebtor, reminder)).toMatchObject({ kind: 'forbidden' });
    }
    expect(await dept.ask(officer, RemindDebtor, reminder)).toMatchObject({ state: 'REMINDED' });
  });

  test('is reminded by phone [REQ-193]', async () => {
    const loan = await record();
    const reminded = await dept.ask(officer, RemindDebtor, {
      overdueLoanId: loan.id,
      version: 1,
      kind: 'PHONE',
      content: '提醒还款',
      answer: '月底还',
      promisedOn: today,
    });
    expect(reminded).toMatchObject({
      state: 'REMINDED',
      contacts: [{ kind: 'PHONE', by: '按揭催缴专责', answer: '月底还', promisedOn: today }],
    });
    expect(await get(loan.id)).toEqual(reminded);
  });

  test('is reminded by e-mail [REQ-194]', async () => {
    const loan = await record();
    expect(
      await dept.ask(officer, RemindDebtor, {
        overdueLoanId: loan.id,
        version: 1,
        kind: 'EMAIL',
        content: '逾期提醒函',
      }),
    ).toMatchObject({ contacts: [{ kind: 'EMAIL', content: '逾期提醒函' }] });
  });

  test('is reminded by a numbered lawyer’s letter [REQ-195]', async () => {
    const loan = await record();
    const reminded = await dept.ask(officer, RemindDebtor, {
      overdueLoanId: loan.id,
      version: 1,
      kind: 'LAWYER_LETTER',
      content: '律师函',
    });
    expect(reminded.contacts).toMatchObject([
      { kind: 'LAWYER_LETTER', letterNo: expect.stringMatching(/^LS-\d{4}-\d{6}$/) },
    ]);
  });

  const bodies = new Map<CommandClass, object>([
    [RemindDebtor, { kind: 'PHONE', content: '提醒还款' }],
    [SendDossier, { summary: '多次催缴无果', papers: ['借款合同', '催缴记录'] }],
    [DeclineLitigation, { decision: '先协商' }],
    [StartLitigation, { decision: '起诉' }],
    [CloseLitigation, { reason: '判决已执行' }],
    [CureOverdueLoan, { curedOn: '2026-11-22' }],
  ]);
  async function take(seen: OverdueLoanView, ...steps: CommandClass[]): Promise<OverdueLoanView> {
    let loan = seen;
    for (const step of steps) {
      const answer = await dept.send(colleague(step.roles[0]!), step, {
        ...bodies.get(step),
        overdueLoanId: loan.id,
        version: loan.version,
      });
      loan = JSON.parse(Buffer.from(answer.body).toString()) as OverdueLoanView;
    }
    return loan;
  }

  test('the officer hands the dossier of a candidate to general administration [REQ-201]', async () => {
    const candidate = await record({ bankSuggestsLitigation: true });
    expect(
      await dept.refusal(officer, SendDossier, {
        ...bodies.get(SendDossier),
        overdueLoanId: (await record()).id,
        version: 1,
      }),
    ).toMatchObject({ code: 'overdue-loan.illegal-step' });
    expect(await take(candidate, SendDossier)).toMatchObject({
      state: 'DOSSIER_SENT',
      dossiers: [{ by: '按揭催缴专责', papers: ['借款合同', '催缴记录'] }],
      allowed: ['startLitigation', 'declineLitigation', 'cure'],
    });
  });

  test('general administration decides on suing and closes the suit [REQ-202]', async () => {
    const sent = await take(await record({ bankSuggestsLitigation: true }), SendDossier);
    expect(
      await dept.refusal(officer, StartLitigation, { overdueLoanId: sent.id, version: sent.version, decision: '起诉' }),
    ).toMatchObject({ kind: 'forbidden' });
    const closed = await take(sent, DeclineLitigation, SendDossier, StartLitigation, CloseLitigation);
    expect(closed).toMatchObject({
      state: 'CLOSED',
      dossiers: [{ sued: false, decidedBy: '综合管理部' }, { sued: true }],
      ending: { reason: '判决已执行' },
      allowed: [],
    });
    expect(await get(closed.id)).toEqual(closed);
  });

  test.each([...bodies].map(([command, body]) => [command.name, command, body] as const))(
    '%s is refused to every other role, to other projects, with an old version and in a wrong state',
    async (_name, command, body) => {
      const loan = await take(
        await record({ bankSuggestsLitigation: true }),
        SendDossier,
        StartLitigation,
        CloseLitigation,
      );
      const call = { ...body, overdueLoanId: loan.id, version: loan.version };
      const [role] = command.roles;
      const others = roles.filter((each) => !command.roles.includes(each));
      const refusals = await Promise.all(others.map((each) => dept.refusal(colleague(each), command, call)));
      expect(new Set(refusals.map(({ kind }) => kind))).toEqual(new Set(['forbidden']));
      expect(await dept.refusal(stranger(role!), command, call)).toMatchObject({
        kind: 'not-found',
        code: 'overdue-loan.not-found',
      });
      expect(await dept.refusal(colleague(role!), command, { ...call, version: 1 })).toMatchObject({
        kind: 'stale',
        code: 'overdue-loan.stale-version',
      });
      expect(await dept.refusal(colleague(role!), command, call)).toMatchObject({
        kind: 'conflict',
        code: 'overdue-loan.illegal-step',
      });
    },
  );

  test('a loan overdue anew after it was cured is a new case, the old report of it is not', async () => {
    const first = await record({ asOf: today });
    await dept.ask(finance, CureOverdueLoan, { overdueLoanId: first.id, version: 1, curedOn: today });
    const { loanContractNo } = first;
    expect(await record({ loanContractNo, asOf: today })).toMatchObject({ id: first.id, state: 'CURED' });
    const second = await record({ loanContractNo, overdueSince: today, asOf: plusDays(today, 20) });
    expect(second.id).not.toBe(first.id);
    expect(second.state).toBe('OVERDUE');
  });

  test('name and identity number are sealed in the row, masked in views, found by their index, and never told', async () => {
    const loan = await record();
    expect(loan).toMatchObject({ customerName: '王*', idNumber: '910000********5874' });
    const [row] = await dept.rows<Record<string, unknown>>('select * from overdue_loan where id = ?', [loan.id]);
    expect(JSON.stringify(row)).not.toMatch(/王芳|910000200109035874/);
    const outbox = await dept.rows<{ payload: object }>('select payload from outbox');
    expect(JSON.stringify(outbox)).not.toMatch(/王|9100002001/);
    const { contacts: _contacts, dossiers: _dossiers, ...light } = loan;
    const { items } = await dept.ask(officer, FindOverdueLoans, { loanContractNo: loan.loanContractNo });
    expect(items).toEqual([light]);
  });
});
