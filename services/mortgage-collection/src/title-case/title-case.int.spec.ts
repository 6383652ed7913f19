import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AssignTitleAgency,
  ContractFiled,
  ContractSigned,
  FileTitle,
  FindLoanAccounts,
  FindTitleCases,
  GetLoanAccount,
  GetTitleCase,
  GuaranteeReleased,
  IssueCertificate,
  lifeContracts,
  LoanDisbursed,
  RegisterMortgage,
  ReleaseGuarantee,
  roles,
  TitleIssued,
  type CommandClass,
  type LoanAccountView,
  type TitleCaseView,
} from '@linli/contracts';
import { dayOf, newId, plusDays, startOfDay } from '@linli/kernel';
import { colleague, eventually, ServiceUnderTest, stranger } from '@linli/testing';
import { AppModule } from '../app.module.js';
import { mortgageCollection } from '../service.js';

const affairs = colleague('CUSTOMER_AFFAIRS_DEPT');
const day = plusDays(dayOf(new Date()), -30);
const bodies = new Map<CommandClass, object>([
  [AssignTitleAgency, { agency: '诚信代理', termDays: 90 }],
  [FileTitle, { filedOn: day }],
  [IssueCertificate, { certificateNo: '浙2026第1号', issuedOn: day }],
  [RegisterMortgage, { registrationNo: '浙2026抵1号', registeredOn: day }],
  [ReleaseGuarantee, { releasedOn: day }],
]);

describe('From the signed contract to the released guarantee', () => {
  let dept: ServiceUnderTest;
  beforeAll(async () => {
    dept = await ServiceUnderTest.start(AppModule, mortgageCollection, { projects: [] });
  }, 60_000);
  afterAll(() => dept.stop());

  const contract = (more: Partial<ContractSigned> = {}): ContractSigned => ({
    ...{
      contractId: newId(),
      contractNo: 'HT2026-1',
      subscriptionId: newId(),
      unitId: newId(),
      projectId: 'binjiang',
      room: '3-1-1201',
    },
    ...{
      partyId: newId(),
      coBuyerPartyIds: [],
      paymentMethod: 'MORTGAGE',
      totalPriceFen: 300_000_000,
      signedOn: day,
      handoverDueOn: '2027-05-01',
    },
    ...{ loanBank: '建设银行', loanContractNo: 'jd 2026 01', loanAmountFen: 200_000_000 },
    ...more,
  });
  const sign = async (signed: ContractSigned) => {
    await dept.tell(ContractSigned, signed, { aggregateId: signed.contractId, sequence: 1 });
    await reached(signed, 1);
    return caseOf(signed);
  };
  const reached = (signed: ContractSigned, sequence: number) =>
    eventually(
      async () => (await dept.progress('sales-office', signed.contractId)) === sequence,
      `fact ${sequence} of the contract was not taken`,
    );
  const casesOf = async ({ contractId }: ContractSigned) =>
    (await dept.ask(affairs, FindTitleCases, { contractId })).items;
  const caseOf = async (signed: ContractSigned): Promise<TitleCaseView> => (await casesOf(signed))[0]!;
  const accountsOf = async ({ contractId }: ContractSigned): Promise<LoanAccountView[]> =>
    (await dept.ask(affairs, FindLoanAccounts, { contractId })).items;
  async function take(seen: TitleCaseView, ...steps: CommandClass[]): Promise<TitleCaseView> {
    let found = seen;
    for (const step of steps) {
      const answer = await dept.send(colleague(step.roles[0]!), step, {
        ...bodies.get(step),
        titleCaseId: found.id,
        version: found.version,
      });
      found = JSON.parse(Buffer.from(answer.body).toString()) as TitleCaseView;
    }
    return found;
  }

  test('an agency sees and moves the cases that were given to it, and no others', async () => {
    const agent = (company: string) => ({ ...colleague('TITLE_AGENCY'), id: `agent-of-${company}`, company });
    const [ours, theirs] = [agent('诚信代理'), agent('别家代理')];
    const unassigned = await sign(contract());
    expect(await dept.refusal(ours, GetTitleCase, { titleCaseId: unassigned.id })).toMatchObject({ kind: 'not-found' });
    const given = await take(unassigned, AssignTitleAgency);
    const step = { titleCaseId: given.id, version: given.version, filedOn: day };
    expect(await dept.refusal(theirs, GetTitleCase, { titleCaseId: given.id })).toMatchObject({ kind: 'not-found' });
    expect(await dept.refusal(theirs, FileTitle, step)).toMatchObject({ kind: 'not-found' });
    expect((await dept.ask(theirs, FindTitleCases, { contractId: given.contractId })).items).toEqual([]);
    expect(await dept.ask(ours, GetTitleCase, { titleCaseId: given.id })).toEqual(given);
    expect((await dept.ask(ours, FindTitleCases, { contractId: given.contractId })).items).toEqual([given]);
    expect(await dept.ask(ours, FileTitle, step)).toMatchObject({ state: 'FILED' });
  });

  test('every signed contract opens a title case, one with a loan also its account with the guarantee', async () => {
    const mortgaged = contract();
    expect(await sign(mortgaged)).toMatchObject({
      state: 'OPENED',
      mortgaged: true,
      contractNo: 'HT2026-1',
      room: '3-1-1201',
      allowed: ['assignAgency'],
    });
    const [account] = await accountsOf(mortgaged);
    expect(account).toMatchObject({
      bank: '建设银行',
      loanContractNo: 'JD202601',
      amountFen: 200_000_000,
      guaranteedOn: day,
      partyId: mortgaged.partyId,
    });
    expect(await dept.ask(affairs, GetLoanAccount, { loanAccountId: account!.id })).toEqual(account);

    const cash = contract({
      paymentMethod: 'LUMP_SUM',
      loanBank: undefined,
      loanContractNo: undefined,
      loanAmountFen: undefined,
    });
    expect(await sign(cash)).toMatchObject({ state: 'OPENED', mortgaged: false });
    expect(await accountsOf(cash)).toEqual([]);
  });

  test('filing and payout of the contract are noted', async () => {
    const signed = contract();
    await sign(signed);
    const { contractId, unitId, projectId, partyId } = signed;
    await dept.tell(
      ContractFiled,
      { contractId, unitId, projectId, partyId, filedOn: '2026-05-08' },
      { aggregateId: contractId, sequence: 2 },
    );
    await dept.tell(
      LoanDisbursed,
      { contractId, unitId, projectId, partyId, disbursedOn: '2026-06-01' },
      { aggregateId: contractId, sequence: 3 },
    );
    await reached(signed, 3);
    expect(await caseOf(signed)).toMatchObject({ contractFiledOn: '2026-05-08', version: 2 });
    expect(await accountsOf(signed)).toMatchObject([{ disbursedOn: '2026-06-01', version: 2 }]);
  });

  test('the news of a contract may come twice, in the wrong order, too late, or not be understood', async () => {
    const signed = contract();
    const { contractId, unitId, projectId, partyId } = signed;
    const eventId = newId();
    await dept.tell(
      LoanDisbursed,
      { contractId, unitId, projectId, partyId, disbursedOn: '2026-06-01' },
      { aggregateId: contractId, sequence: 3 },
    );
    await dept.tell(
      ContractFiled,
      { contractId, unitId, projectId, partyId, filedOn: '2026-05-08' },
      { aggregateId: contractId, sequence: 2 },
    );
    await dept.tell(ContractSigned, signed, { aggregateId: contractId, sequence: 1, eventId });
    await reached(signed, 3);
    await dept.tell(ContractSigned, signed, { aggregateId: contractId, sequence: 1, eventId });
    await dept.tell(ContractSigned, signed, { aggregateId: contractId, sequence: 4 });
    await reached(signed, 4);
    expect(await casesOf(signed)).toMatchObject([{ contractFiledOn: '2026-05-08' }]);
    expect(await accountsOf(signed)).toMatchObject([{ disbursedOn: '2026-06-01' }]);

    const unknown = contract();
    const stray = { contractId: unknown.contractId, unitId, projectId, partyId };
    await dept.tell(ContractFiled, { ...stray, filedOn: day }, { aggregateId: stray.contractId, sequence: 1 });
    await dept.tell(LoanDisbursed, { ...stray, disbursedOn: day }, { aggregateId: stray.contractId, sequence: 2 });
    await reached(unknown, 2);
    expect(await casesOf(unknown)).toEqual([]);

    const garbled = contract({ signedOn: 'yesterday' });
    await dept.tell(ContractSigned, garbled, { aggregateId: garbled.contractId, sequence: 1 });
    await eventually(
      async () =>
        (await dept.rows('select 1 from dead_letter where aggregate_id = ?', [garbled.contractId])).length === 1,
      'the garbled contract was not parked',
    );
  });

  test('the case goes to the certificate, the mortgage and the end of the guarantee, each by who may', async () => {
    const signed = contract();
    const issued = await take(await sign(signed), AssignTitleAgency, FileTitle, IssueCertificate);
    expect(issued).toMatchObject({
      state: 'CERTIFICATE_ISSUED',
      agency: '诚信代理',
      certificateNo: '浙2026第1号',
      allowed: ['registerMortgage'],
    });
    expect(await dept.published(TitleIssued)).toContainEqual({
      titleCaseId: issued.id,
      contractId: signed.contractId,
      partyId: signed.partyId,
      projectId: 'binjiang',
      issuedOn: day,
    });
    const released = await take(issued, RegisterMortgage, ReleaseGuarantee);
    expect(released).toMatchObject({ state: 'GUARANTEE_RELEASED', allowed: [] });
    expect(await dept.ask(affairs, GetTitleCase, { titleCaseId: released.id })).toEqual(released);
    expect(await accountsOf(signed)).toMatchObject([{ guaranteeReleasedOn: day }]);
    expect(await dept.published(GuaranteeReleased)).toContainEqual(
      expect.objectContaining({ titleCaseId: released.id, releasedOn: day }),
    );
  });

  test.each([...bodies].map(([command, body]) => [command.name, command, body] as const))(
    '%s is refused to every other role, to other projects, with an old version and in a wrong state',
    async (_name, command, body) => {
      const found = await take(
        await sign(contract()),
        AssignTitleAgency,
        FileTitle,
        IssueCertificate,
        RegisterMortgage,
        ReleaseGuarantee,
      );
      const call = { ...body, titleCaseId: found.id, version: found.version };
      const [role] = command.roles;
      const others = roles.filter((each) => !command.roles.includes(each));
      const refusals = await Promise.all(others.map((each) => dept.refusal(colleague(each), command, call)));
      expect(new Set(refusals.map(({ kind }) => kind))).toEqual(new Set(['forbidden']));
      expect(await dept.refusal(stranger(role!), command, call)).toMatchObject({
        kind: 'not-found',
        code: 'title-case.not-found',
      });
      expect(await dept.refusal(colleague(role!), command, { ...call, version: 1 })).toMatchObject({
        kind: 'stale',
        code: 'title-case.stale-version',
      });
      expect(await dept.refusal(colleague(role!), command, call)).toMatchObject({
        kind: 'conflict',
        code: 'title-case.illegal-step',
      });
    },
  );

  test('lists show only the own projects', async () => {
    await sign(contract({ projectId: 'xihu' }));
    const { items } = await dept.ask(affairs, FindTitleCases, { projectId: 'xihu' });
    expect(items).toMatchObject([{ projectId: 'xihu' }]);
    expect(await dept.ask(stranger('CUSTOMER_AFFAIRS_DEPT'), FindTitleCases, { projectId: 'xihu' })).toEqual({
      items: [],
    });
    expect(
      await dept.refusal(stranger('CUSTOMER_AFFAIRS_DEPT'), GetTitleCase, { titleCaseId: items[0]!.id }),
    ).toMatchObject({ kind: 'not-found' });
  });

  test('tells what it knows of a customer, oldest first, to who works for the project', async () => {
    const signed = contract();
    const found = await take(await sign(signed), AssignTitleAgency, FileTitle);
    const question = { customerId: newId(), partyIds: [signed.partyId] };
    const { facts } = await dept.ask(affairs, lifeContracts['mortgage-collection'], question);
    expect(facts).toMatchObject([
      {
        subject: 'title-case',
        subjectId: found.id,
        title: '小产权证立案 合同HT2026-1',
        state: 'FILED',
        room: '3-1-1201',
        allowed: ['issueCertificate'],
        at: startOfDay(day).toISOString(),
      },
      { title: '小产权证报件', allowed: [] },
      { subject: 'loan-account', title: '按揭贷款立户 建设银行' },
    ]);
    expect(await dept.ask(stranger('CUSTOMER_AFFAIRS_DEPT'), lifeContracts['mortgage-collection'], question)).toEqual({
      facts: [],
    });
  });
});
