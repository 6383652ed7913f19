import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ConfirmPayment,
  DefinePaymentScheme,
  FileContract,
  FindPaymentPlans,
  FindPaymentReminders,
  FindPayments,
  FindPaymentSchemes,
  GetPayment,
  GetPaymentPlan,
  GetPaymentReminder,
  GetPaymentScheme,
  LogPaymentReminder,
  RecordLoanDisbursement,
  RecordMortgageProgress,
  RecordPayment,
  RejectPayment,
  SignContract,
  type ContractView,
  type PaymentPlanView,
  type PaymentReminderView,
} from '@linli/contracts';
import { dayOf, plusDays } from '@linli/kernel';
import { colleague, eventually, stranger } from '@linli/testing';
import { consultant, controller, finance, manager, mortgage, Office, rival } from '../test/office.js';

describe('The money of a buyer', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  const today = async () => {
    const [clock] = await office.dept.rows<{ at: string }>('select app_now()::text as at');
    return dayOf(new Date(clock!.at));
  };
  const planOf = async (contract: ContractView): Promise<PaymentPlanView> => {
    const { items } = await office.dept.ask(finance, FindPaymentPlans, { contractId: contract.id });
    return items[0]!;
  };
  const get = (paymentPlanId: string) => office.dept.ask(finance, GetPaymentPlan, { paymentPlanId });
  const pay = (paymentPlanId: string, amountFen: number, termNo?: number) =>
    office.dept.ask(consultant, RecordPayment, {
      ...{ paymentPlanId, amountFen, method: 'TRANSFER' },
      ...(termNo === undefined ? {} : { termNo }),
    });
  const paid = async (paymentPlanId: string, amountFen: number, termNo?: number) => {
    const { id: paymentId, version } = await pay(paymentPlanId, amountFen, termNo);
    return office.dept.ask(finance, ConfirmPayment, { paymentId, version, receiptNo: 'FP-1' });
  };
  const reminders = async (paymentPlanId: string, more: { kind?: string; state?: string } = {}) =>
    (await office.dept.ask(finance, FindPaymentReminders, { paymentPlanId, ...more })).items;
  const reminder = (paymentPlanId: string, kind: string): Promise<PaymentReminderView> =>
    eventually(async () => (await reminders(paymentPlanId, { kind, state: 'DUE' }))[0], `nobody was reminded: ${kind}`);

  test('signing draws the plan of the payment method, with the deposit that finance confirmed [REQ-093]', async () => {
    const contract = await office.signed({ paymentMethod: 'INSTALMENTS' });
    const plan = await planOf(contract);
    expect(plan).toMatchObject({
      state: 'OPEN',
      totalPriceFen: 100_000_000,
      paidFen: 5_000_000,
      outstandingFen: 95_000_000,
      overdueDays: 0,
      allowed: [],
    });
    expect(plan.lines.map(({ item, dueFen }) => [item, dueFen])).toEqual([
      ['DEPOSIT', 5_000_000],
      ['INSTALMENT', 38_000_000],
      ['INSTALMENT', 28_500_000],
      ['INSTALMENT', 28_500_000],
    ]);
    expect(await get(plan.id)).toEqual(plan);
    const { items } = await office.dept.ask(finance, FindPaymentPlans, {
      projectId: office.projectId,
      paymentMethod: 'INSTALMENTS',
    });
    expect(items.map(({ id }) => id)).toEqual([plan.id]);
    for (const by of [rival, stranger('FINANCE_DEPT')]) {
      expect(await office.dept.refusal(by, GetPaymentPlan, { paymentPlanId: plan.id })).toMatchObject({
        code: 'payment-plan.not-found',
      });
      expect((await office.dept.ask(by, FindPaymentPlans, {})).items).toEqual([]);
    }
    expect(await office.dept.refusal(colleague('CASHIER'), FindPaymentPlans, {})).toMatchObject({ kind: 'forbidden' });
  });

  test('a payment counts once finance has confirmed it, and only once [REQ-093]', async () => {
    const { id: paymentPlanId } = await planOf(await office.signed());
    const recorded = await pay(paymentPlanId, 30_000_000);
    expect(recorded).toMatchObject({ state: 'RECORDED', enteredBy: consultant.name, allowed: ['confirm', 'reject'] });
    expect((await get(paymentPlanId)).paidFen).toBe(5_000_000);
    const { id: paymentId, version } = recorded;
    expect(await office.dept.refusal(consultant, ConfirmPayment, { paymentId, version })).toMatchObject({
      kind: 'forbidden',
    });
    expect(await office.dept.refusal(stranger('FINANCE_DEPT'), ConfirmPayment, { paymentId, version })).toMatchObject({
      kind: 'not-found',
    });
    const confirmed = await office.dept.ask(finance, ConfirmPayment, { paymentId, version, receiptNo: 'FP-9' });
    expect(confirmed).toMatchObject({ state: 'CONFIRMED', confirmedBy: finance.name, receiptNo: 'FP-9', allowed: [] });
    expect(await office.dept.ask(finance, GetPayment, { paymentId })).toEqual(confirmed);
    expect(await office.dept.refusal(finance, ConfirmPayment, { paymentId, version })).toMatchObject({ kind: 'stale' });
    expect(await get(paymentPlanId)).toMatchObject({ paidFen: 35_000_000, outstandingFen: 65_000_000 });
    const { items } = await office.dept.ask(finance, FindPayments, { paymentPlanId });
    expect(items).toEqual([confirmed]);
    expect((await office.dept.ask(rival, FindPayments, { paymentPlanId })).items).toEqual([]);
    expect(await office.dept.refusal(rival, GetPayment, { paymentId })).toMatchObject({ kind: 'not-found' });
  });

  test('two payments confirmed at once both count', async () => {
    const { id: paymentPlanId } = await planOf(await office.signed());
    const two = await Promise.all([pay(paymentPlanId, 1_000_000), pay(paymentPlanId, 2_000_000)]);
    await Promise.all(
      two.map(({ id: paymentId, version }) => office.dept.ask(finance, ConfirmPayment, { paymentId, version })),
    );
    expect((await get(paymentPlanId)).paidFen).toBe(8_000_000);
  });

  test('money that finance did not find is rejected and never counted', async () => {
    const { id: paymentPlanId } = await planOf(await office.signed());
    const { id: paymentId, version } = await pay(paymentPlanId, 1_000_000);
    const sent = { paymentId, version, reason: '银行无此笔到账' };
    expect(await office.dept.refusal(consultant, RejectPayment, sent)).toMatchObject({ kind: 'forbidden' });
    const rejected = await office.dept.ask(finance, RejectPayment, sent);
    expect(rejected).toMatchObject({ state: 'REJECTED', rejectReason: '银行无此笔到账', allowed: [] });
    expect(await office.dept.refusal(finance, ConfirmPayment, { paymentId, version: rejected.version })).toMatchObject({
      code: 'payment.illegal-step',
    });
    expect((await get(paymentPlanId)).paidFen).toBe(5_000_000);
  });

  test('more than is owed, a term that is not there and a day in the future are refused', async () => {
    const { id: paymentPlanId } = await planOf(await office.signed());
    const sent = { paymentPlanId, amountFen: 95_000_001, method: 'CASH' };
    const tries = [
      [sent, 'payment.more-than-owed'],
      [{ ...sent, amountFen: 1, termNo: 7 }, 'payment-plan.no-such-term'],
      [{ ...sent, amountFen: 1, paidOn: plusDays(await today(), 1) }, 'payment.in-future'],
    ] as const;
    for (const [form, code] of tries)
      expect(await office.dept.refusal(consultant, RecordPayment, form)).toMatchObject({ code });
    expect(await office.dept.refusal(rival, RecordPayment, { ...sent, amountFen: 1 })).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.dept.refusal(manager, RecordPayment, sent)).toMatchObject({ kind: 'forbidden' });
  });

  test('a buyer is reminded before a term is due and on the day after it, and not of what he paid [REQ-094]', async () => {
    const contract = await office.signed({ paymentMethod: 'LUMP_SUM' });
    const { id: paymentPlanId, nextDueOn } = await planOf(contract);
    expect(nextDueOn).toBe(plusDays(contract.signedOn, 7));
    await office.dept.travel('4 days');
    const coming = await reminder(paymentPlanId, 'PAYMENT_COMING');
    expect(coming).toMatchObject({ termNo: 1, amountFen: 95_000_000, dueOn: nextDueOn, allowed: ['log'] });
    await paid(paymentPlanId, 90_000_000);
    expect(await office.dept.ask(finance, GetPaymentReminder, { paymentReminderId: coming.id })).toMatchObject({
      state: 'DUE',
    });
    await office.dept.travel('4 days');
    const overdue = await reminder(paymentPlanId, 'PAYMENT_OVERDUE');
    expect(overdue).toMatchObject({ termNo: 1, amountFen: 5_000_000 });
    expect(await get(paymentPlanId)).toMatchObject({ overdueDays: 1 });
    const late = await office.dept.ask(finance, FindPaymentPlans, {
      projectId: office.projectId,
      dueBefore: await today(),
    });
    expect(late.items.map(({ id }) => id)).toContain(paymentPlanId);
    await paid(paymentPlanId, 5_000_000);
    expect((await reminders(paymentPlanId)).map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await get(paymentPlanId)).toMatchObject({ state: 'SETTLED', overdueDays: 0, outstandingFen: 0 });
  });

  test('a message alone does not settle a reminder, a call does [REQ-094] [REQ-127]', async () => {
    const { id: paymentPlanId } = await planOf(await office.signed());
    await office.dept.travel('4 days');
    const { id: paymentReminderId, version } = await reminder(paymentPlanId, 'PAYMENT_COMING');
    const sms = { paymentReminderId, version, channel: 'SMS', note: '已发短信' };
    for (const by of [finance, colleague('CASHIER')])
      expect(await office.dept.refusal(by, LogPaymentReminder, sms)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(rival, LogPaymentReminder, sms)).toMatchObject({ kind: 'not-found' });
    const texted = await office.dept.ask(consultant, LogPaymentReminder, sms);
    expect(texted).toMatchObject({ state: 'DUE', contacts: [{ channel: 'SMS', by: consultant.name }] });
    const called = await office.dept.ask(consultant, LogPaymentReminder, {
      ...{ paymentReminderId, version: texted.version, channel: 'CALL', note: '周五前交款' },
      callId: '0192f5a0-0000-7000-8000-000000000001',
    });
    expect(called).toMatchObject({ state: 'REMINDED', allowed: [] });
    expect((await office.dept.ask(rival, FindPaymentReminders, { paymentPlanId })).items).toEqual([]);
  });

  test('a loan that nobody has applied for is pushed, and its payout pays the plan [REQ-094] [REQ-124]', async () => {
    const contract = await office.signed(mortgage);
    const { id: paymentPlanId } = await planOf(contract);
    await office.dept.travel('7 days');
    expect(await reminder(paymentPlanId, 'MORTGAGE_APPLICATION')).toMatchObject({ amountFen: 60_000_000 });
    const { version } = await get(paymentPlanId);
    const sent = { paymentPlanId, version, stage: 'APPLIED', note: '资料齐' };
    expect(await office.dept.refusal(rival, RecordMortgageProgress, sent)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(manager, RecordMortgageProgress, sent)).toMatchObject({ kind: 'forbidden' });
    const applied = await office.dept.ask(consultant, RecordMortgageProgress, sent);
    expect(applied).toMatchObject({ mortgageStage: 'APPLIED', allowed: ['recordMortgageProgress'] });
    expect((await reminders(paymentPlanId, { kind: 'MORTGAGE_APPLICATION' }))[0]).toMatchObject({ state: 'CANCELLED' });
    const { items } = await office.dept.ask(finance, FindPaymentPlans, { mortgageStage: 'APPLIED' });
    expect(items.map(({ id }) => id)).toEqual([paymentPlanId]);
    const { id: contractId } = contract;
    const filed = await office.dept.ask(controller, FileContract, { contractId, version: 1, filingNo: 'BA-1' });
    await office.dept.ask(finance, RecordLoanDisbursement, { contractId, version: filed.version });
    expect(await get(paymentPlanId)).toMatchObject({
      mortgageStage: 'DISBURSED',
      paidFen: 65_000_000,
      allowed: [],
    });
  });

  test('a project has schemes of its own, and a contract is drawn by the newest or by the one it names', async () => {
    const { projectId } = office;
    const form = {
      ...{ projectId, name: '首付五成', paymentMethod: 'INSTALMENTS' },
      parts: [
        { basisPoints: 5_000, daysAfterSigning: 0 },
        { basisPoints: 5_000, daysAfterSigning: 30 },
      ],
    };
    expect(await office.dept.refusal(consultant, DefinePaymentScheme, form)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('SALES_MANAGER'), DefinePaymentScheme, form)).toMatchObject({
      kind: 'not-found',
    });
    const wrong = [
      [{ ...form, parts: [{ basisPoints: 9_999, daysAfterSigning: 0 }] }, 'payment-scheme.shares-not-whole'],
      [{ ...form, parts: [...form.parts].reverse() }, 'payment-scheme.not-in-order'],
      [{ ...form, validFrom: plusDays(await today(), -1) }, 'payment-scheme.in-past'],
    ] as const;
    for (const [each, code] of wrong)
      expect(await office.dept.refusal(manager, DefinePaymentScheme, each)).toMatchObject({ code });
    const scheme = await office.dept.ask(manager, DefinePaymentScheme, form);
    expect(await office.dept.ask(finance, GetPaymentScheme, { paymentSchemeId: scheme.id })).toEqual(scheme);
    expect(
      await office.dept.refusal(stranger('FINANCE_DEPT'), GetPaymentScheme, { paymentSchemeId: scheme.id }),
    ).toMatchObject({ code: 'payment-scheme.not-found' });
    const known = await office.dept.ask(finance, FindPaymentSchemes, { projectId, paymentMethod: 'INSTALMENTS' });
    expect(known.items.map(({ name }) => name)).toEqual(['首付五成', '三期付款']);
    const newest = await planOf(await office.signed({ paymentMethod: 'INSTALMENTS' }));
    expect(newest.lines).toHaveLength(3);
    const usual = known.items[1]!.id;
    const named = await planOf(await office.signed({ paymentMethod: 'INSTALMENTS', paymentSchemeId: usual }));
    expect(named.lines).toHaveLength(4);
    const subscription = await office.subscribed();
    expect(
      await office.dept.refusal(controller, SignContract, {
        ...office.contractForm(subscription),
        paymentSchemeId: scheme.id,
      }),
    ).toMatchObject({ code: 'payment-scheme.not-for-contract' });
  });
});
