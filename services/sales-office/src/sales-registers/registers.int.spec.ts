import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import {
  BriefSubscriber,
  CheckSigningItems,
  DrawSigningChecklist,
  exportsOf,
  FileContract,
  FindContractObligations,
  FindContracts,
  FindPurchasedUnits,
  FindSigningChecklists,
  FindSubscriptions,
  FindUnits,
  FindUnsignedCustomers,
  FulfilObligation,
  GetContractObligation,
  GetProcedureProgress,
  GetSigningChecklist,
  GetSubscription,
  RecordBuyerProfile,
  RecordMortgageProgress,
  FindPaymentPlans,
  RequestSwap,
  ScheduleSigning,
  SignContract,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { eventually, stranger, type Person } from '@linli/testing';
import {
  consultant,
  controller,
  dutyStaff,
  finance,
  manager,
  mortgage,
  Office,
  rival,
  supervisor,
} from '../test/office.js';

const { GetExport, StartExport } = exportsOf('sales-office');

describe('Registers of sales', () => {
  let office: Office;
  let today: string;
  beforeAll(async () => {
    office = await Office.open();
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    today = dayOf(new Date(clock!.at));
  }, 60_000);
  afterAll(() => office.stop());

  const sheet = async (paper: string, by: Person = manager) => {
    const { id } = await office.dept.ask(by, StartExport, { paper, format: 'XLSX' });
    const { fileId } = await eventually(async () => {
      const view = await office.dept.ask(by, GetExport, { exportId: id });
      return view.state === 'DONE' ? view : undefined;
    }, `${paper} never came`);
    const book = new ExcelJS.Workbook();
    const { bytes } = await office.files.own(fileId!, by.id);
    await book.xlsx.load(Buffer.from(bytes) as unknown as Parameters<typeof book.xlsx.load>[0]);
    return book.worksheets[0]!;
  };

  test('业主登记一览表 has every sold unit with its buyer, follows a swap in the same step, and is searched [REQ-086] [REQ-339]', async () => {
    const subscription = await office.subscribed();
    await office.dept.ask(consultant, RecordBuyerProfile, {
      ...{ prospectId: subscription.prospectId, version: 2, occupation: 'RETIRED' },
    });
    const lines = async (more: object = {}) => (await office.dept.ask(controller, FindPurchasedUnits, more)).items;
    expect(await lines()).toMatchObject([
      {
        ...{ room: subscription.room, state: 'SOLD', areaM2: 100, unitPriceFen: 1_000_000, totalPriceFen: 100_000_000 },
        ...{
          occupation: 'RETIRED',
          channel: 'OUTDOOR',
          depositFen: 5_000_000,
          signBy: subscription.signBy,
          changes: 0,
        },
        buyers: [{ name: '王*' }],
      },
    ]);
    const [free] = (await office.dept.ask(controller, FindUnits, { state: 'AVAILABLE', building: '9' })).items;
    const asked = await office.dept.ask(consultant, RequestSwap, {
      ...{ subscriptionId: subscription.id, newUnitId: free!.id, reason: '换高层' },
    });
    await office.carriedOut(asked);
    expect(await lines({ person: '王芳' })).toMatchObject([{ room: free!.room, changes: 1 }]);
    expect(await lines({ person: '赵六' })).toEqual([]);
    const contract = await office.dept.ask(
      controller,
      SignContract,
      office.contractForm(await office.dept.ask(consultant, GetSubscription, { subscriptionId: subscription.id })),
    );
    expect(await lines({ building: '9' })).toMatchObject([
      {
        state: 'SIGNED',
        signedOn: contract.signedOn,
        paymentMethod: 'LUMP_SUM',
        buyers: [{ idNumber: expect.stringContaining('*') }],
      },
    ]);
    expect((await office.dept.ask(rival, FindPurchasedUnits, {})).items).toEqual([]);
    expect((await office.dept.ask(stranger('SALES_MANAGER'), FindPurchasedUnits, {})).items).toEqual([]);
    expect(await office.dept.refusal(dutyStaff, FindPurchasedUnits, {})).toMatchObject({ kind: 'forbidden' });
    const printed = await sheet('purchased-unit-register');
    expect(printed.getCell('A1').value).toBe('业主登记一览表');
    expect((printed.getRow(4).values as unknown[])[3]).toBe(free!.room);
  });

  test('契约签署一览表 has the contract at once, its special clauses in the remark and in the search [REQ-092] [REQ-339]', async () => {
    const specialClauses = [
      { text: '开发商负责更换入户门', debtor: '工程部', dueOn: plusDays(today, 30) },
      { text: '买受人自行办理车位' },
    ];
    const contract = await office.signed({ specialClauses });
    const found = async (more: object) =>
      (await office.dept.ask(manager, FindContracts, more)).items.map(({ id }) => id);
    expect(await found({ clause: '入户门' })).toEqual([contract.id]);
    expect(await found({ clause: '%' })).toEqual([]);
    expect(await found({ person: '王芳', signedFrom: today, signedTo: today })).toContain(contract.id);
    expect(await found({ person: '赵六' })).toEqual([]);
    expect(await found({ signedTo: plusDays(today, -1) })).toEqual([]);
    const last = (await sheet('contract-register')).getRow(5).values as unknown[];
    expect(last[1]).toBe(contract.contractNo);
    expect(last.at(-1)).toBe(`开发商负责更换入户门 工程部 ${plusDays(today, 30)};买受人自行办理车位`);
  });

  test('a special clause is an obligation that somebody fulfils, and that is overdue on the day after its day [REQ-092]', async () => {
    const { id: contractId, contractNo } = await office.signed({
      specialClauses: [{ text: '赠送家电', dueOn: today }],
    });
    const of = async () => (await office.dept.ask(supervisor, FindContractObligations, { contractId })).items;
    const [open] = await of();
    expect(open).toMatchObject({ state: 'OPEN', contractNo, clause: '赠送家电', dueOn: today, overdue: false });
    const late = await office.signed({ specialClauses: [{ text: '赠送家电', dueOn: plusDays(today, -1) }] });
    const overdue = await office.dept.ask(supervisor, FindContractObligations, { state: 'OPEN', dueBefore: today });
    expect(overdue.items).toMatchObject([{ contractId: late.id, overdue: true }]);
    const form = { contractObligationId: open!.id, version: open!.version, proof: '家电签收单 12 号' };
    expect(await office.dept.refusal(rival, FulfilObligation, form)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(finance, FulfilObligation, form)).toMatchObject({ kind: 'forbidden' });
    const done = await office.dept.ask(consultant, FulfilObligation, form);
    expect(done).toMatchObject({ state: 'FULFILLED', fulfilledOn: today, fulfilledBy: consultant.name, allowed: [] });
    expect(await office.dept.ask(finance, GetContractObligation, { contractObligationId: open!.id })).toEqual(done);
    for (const by of [rival, stranger('SALES_MANAGER')]) {
      expect(await office.dept.refusal(by, GetContractObligation, { contractObligationId: open!.id })).toMatchObject({
        kind: 'not-found',
      });
      expect((await office.dept.ask(by, FindContractObligations, {})).items).toEqual([]);
    }
    expect(await office.dept.refusal(dutyStaff, GetContractObligation, { contractObligationId: open!.id })).toMatchObject({ kind: 'forbidden' }); // prettier-ignore
    expect(await office.dept.refusal(dutyStaff, FindContractObligations, {})).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(consultant, FulfilObligation, { ...form, version: done.version })).toMatchObject({
      code: 'contract-obligation.illegal-step',
    });
  });

  test('papers and fees of the day of signing are listed by payment method and checked one by one [REQ-125] [REQ-126]', async () => {
    const { id: subscriptionId, room } = await office.subscribed();
    const drawn = await office.dept.ask(consultant, DrawSigningChecklist, {
      ...{ subscriptionId, paymentMethod: 'MORTGAGE', fees: [{ name: '契税', amountFen: 1_500_000 }] },
    });
    const names = drawn.items.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['收入证明', '银行流水', '契税', '抵押登记费']));
    expect(names).not.toContain('公积金缴存证明');
    expect(drawn.message).toBe(
      `您认购的 ${room} 签约请携带:身份证原件及复印件、户口本、婚姻证明、认购书原件、定金收据、收入证明、银行流水。` +
        '费用:首付款或房款、契税 15,000.00 元、维修基金、抵押登记费。',
    );
    expect(
      await office.dept.refusal(consultant, DrawSigningChecklist, { subscriptionId, paymentMethod: 'LUMP_SUM' }),
    ).toMatchObject({ code: 'signing-checklist.drawn' });
    const read = { signingChecklistId: drawn.id };
    const one = { ...read, version: drawn.version };
    expect(await office.dept.refusal(consultant, CheckSigningItems, { ...one, names: ['驾照'] })).toMatchObject({
      code: 'signing-checklist.unknown-item',
    });
    const begun = await office.dept.ask(consultant, CheckSigningItems, { ...one, names: names.slice(1) });
    expect(begun).toMatchObject({ state: 'OPEN', missing: [names[0]], allowed: ['check'] });
    const done = await office.dept.ask(consultant, CheckSigningItems, { ...one, version: begun.version, names });
    expect(done).toMatchObject({ state: 'CHECKED', missing: [], allowed: [] });
    expect(await office.dept.ask(supervisor, GetSigningChecklist, read)).toEqual(done);
    expect((await office.dept.ask(supervisor, FindSigningChecklists, { subscriptionId })).items).toEqual([done]);
    const other = await office.subscribed();
    const draw = { subscriptionId: other.id, paymentMethod: 'LUMP_SUM' };
    expect(
      await office.dept.refusal(consultant, DrawSigningChecklist, {
        ...draw,
        fees: [{ name: '茶水费', amountFen: 1 }],
      }),
    ).toMatchObject({ code: 'signing-checklist.unknown-fee' });
    for (const [by, request, message] of [
      [rival, DrawSigningChecklist, draw],
      [rival, CheckSigningItems, { ...one, names }],
      [rival, GetSigningChecklist, read],
      [stranger('INVENTORY_CONTROLLER'), CheckSigningItems, { ...one, names }],
    ] as const)
      expect(await office.dept.refusal(by, request, message)).toMatchObject({ kind: 'not-found' });
    for (const [request, message] of [
      [DrawSigningChecklist, draw],
      [CheckSigningItems, { ...one, names }],
      [GetSigningChecklist, read],
      [FindSigningChecklists, {}],
    ] as const)
      expect(await office.dept.refusal(dutyStaff, request, message)).toMatchObject({ kind: 'forbidden' });
    expect((await office.dept.ask(rival, FindSigningChecklists, {})).items).toEqual([]);
  });

  test('a subscriber is told what belongs to it, and what was not said is named [REQ-119]', async () => {
    const opened = await office.subscribed();
    expect(opened.missingPoints).toEqual(['SIGN_BY', 'PAPERS', 'FEES', 'PAYMENT', 'CONSEQUENCES']);
    const brief = { subscriptionId: opened.id, version: opened.version, points: ['SIGN_BY', 'PAPERS'] };
    const told = await office.dept.ask(consultant, BriefSubscriber, brief);
    expect(told).toMatchObject({
      briefedPoints: ['SIGN_BY', 'PAPERS'],
      missingPoints: ['FEES', 'PAYMENT', 'CONSEQUENCES'],
    });
    const all = await office.dept.ask(consultant, BriefSubscriber, {
      ...{ ...brief, version: told.version, points: ['PAPERS', 'FEES', 'PAYMENT', 'CONSEQUENCES'] },
    });
    expect(all.missingPoints).toEqual([]);
    expect(await office.dept.refusal(rival, BriefSubscriber, brief)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(finance, BriefSubscriber, brief)).toMatchObject({ kind: 'forbidden' });
    const found = await office.dept.ask(consultant, FindSubscriptions, { person: '王芳', state: 'SUBSCRIBED' });
    expect(found.items.map(({ id }) => id)).toContain(opened.id);
    expect((await office.dept.ask(consultant, FindSubscriptions, { person: '赵六' })).items).toEqual([]);
  });

  test('where the paperwork is can be seen at every step [REQ-129]', async () => {
    const subscription = await office.subscribed();
    const of = (by: Person) => office.dept.ask(by, GetProcedureProgress, { subscriptionId: subscription.id });
    expect(await of(consultant)).toMatchObject({ next: 'SIGNED' });
    const form = { ...office.contractForm(subscription), ...mortgage };
    const contract = await office.dept.ask(controller, SignContract, form);
    expect(await of(consultant)).toMatchObject({ next: 'FILED' });
    await office.dept.ask(controller, FileContract, {
      contractId: contract.id,
      version: contract.version,
      filingNo: 'BA-1',
    });
    const [plan] = (await office.dept.ask(finance, FindPaymentPlans, { contractId: contract.id })).items;
    await office.dept.ask(consultant, RecordMortgageProgress, {
      ...{ paymentPlanId: plan!.id, version: plan!.version, stage: 'APPLIED' },
    });
    const { steps, next } = await of(supervisor);
    expect(next).toBe('LOAN_APPROVED');
    expect(steps.filter(({ done }) => done).map(({ step }) => step)).toEqual([
      ...['RESERVED', 'DEPOSIT_CONFIRMED', 'SUBSCRIBED', 'SIGNED', 'FILED', 'LOAN_APPLIED'],
    ]);
    expect(steps.find(({ step }) => step === 'SIGNED')).toEqual({ step: 'SIGNED', done: true, doneOn: today });
    for (const by of [rival, stranger('SALES_MANAGER')])
      expect(await office.dept.refusal(by, GetProcedureProgress, { subscriptionId: subscription.id })).toMatchObject({
        kind: 'not-found',
      });
    expect(await office.dept.refusal(dutyStaff, GetProcedureProgress, { subscriptionId: subscription.id })).toMatchObject({ kind: 'forbidden' }); // prettier-ignore
  });

  test('who has not signed stands on the list from the day after signBy, by consultant, until he signs [REQ-091]', async () => {
    const due = await office.subscribed({ signBy: today });
    const later = await office.subscribed({ signBy: plusDays(today, 2) });
    const unsigned = async (by: Person = supervisor, more: object = {}) =>
      (await office.dept.ask(by, FindUnsignedCustomers, more)).items.filter(({ id }) =>
        [due.id, later.id].includes(id),
      );
    expect(await unsigned()).toEqual([]);
    await office.dept.travel('1 day');
    expect(await unsigned()).toMatchObject([
      { id: due.id, daysOver: 1, consultant: consultant.name, customerName: '王*' },
    ]);
    await office.dept.ask(consultant, ScheduleSigning, {
      ...{ subscriptionId: due.id, version: due.version, signingOn: plusDays(today, 5) },
    });
    expect(await unsigned(consultant, { consultantId: consultant.id, person: '王芳' })).toMatchObject([
      { signingOn: plusDays(today, 5) },
    ]);
    expect(await unsigned(supervisor, { consultantId: rival.id })).toEqual([]);
    expect(await unsigned(rival)).toEqual([]);
    expect((await office.dept.ask(stranger('SALES_MANAGER'), FindUnsignedCustomers, {})).items).toEqual([]);
    expect(await office.dept.refusal(dutyStaff, FindUnsignedCustomers, {})).toMatchObject({ kind: 'forbidden' });
    expect((await sheet('unsigned-customer-register')).getCell('A1').value).toBe('未签约客户一览表');
    await office.dept.ask(controller, SignContract, office.contractForm(due));
    expect(await unsigned()).toEqual([]);
  });

  test.each([
    'sale-change-register',
    'payment-register',
    'payment-deferral-register',
    'problem-customer-register',
    'prospect-register',
    'visit-register',
    'deal-file-register',
  ])('%s leaves as Excel with its title and headers', async (paper) => {
    const printed = await sheet(paper, paper === 'visit-register' ? supervisor : manager);
    expect(printed.getCell('A1').text).toMatch(/(表|记录)$/);
    expect(printed.views[0]).toMatchObject({ state: 'frozen', ySplit: 3 });
  });
});
