import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ApprovePaymentDeferral,
  FindPaymentDeferrals,
  FindPaymentPlans,
  FindPaymentReminders,
  GetPaymentDeferral,
  GetPaymentPlan,
  RejectPaymentDeferral,
  RequestPaymentDeferral,
  WithdrawPaymentDeferral,
  type PaymentPlanView,
} from '@linli/contracts';
import { plusDays } from '@linli/kernel';
import { colleague, eventually, stranger } from '@linli/testing';
import { consultant, finance, manager, mortgage, Office, rival } from '../test/office.js';
import { paymentTables } from '../migrations/020-payments.js';
import { paymentDeferralWorkflow } from './payment-deferral.workflow.js';

const director = colleague('SALES_DIRECTOR');

describe('延期付款', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  }, 60_000);
  afterAll(() => office.stop());

  const planned = async (more = {}): Promise<PaymentPlanView> => {
    const { id: contractId } = await office.signed(more);
    return (await office.dept.ask(finance, FindPaymentPlans, { contractId })).items[0]!;
  };
  const form = ({ id, lines }: PaymentPlanView, days: number) => ({
    ...{ paymentPlanId: id, termNo: 1, reason: '资金周转' },
    deferTo: plusDays(lines[1]!.dueOn, days),
  });

  test('an approved deferral moves the day of the term, and only the new day reminds [REQ-095]', async () => {
    const plan = await planned();
    const asked = await office.dept.ask(consultant, RequestPaymentDeferral, form(plan, 30));
    expect(asked).toMatchObject({
      ...{ state: 'REQUESTED', amountFen: 95_000_000, dueOn: plan.lines[1]!.dueOn, approverRole: 'SALES_DIRECTOR' },
      allowed: ['approve', 'reject', 'withdraw'],
    });
    const sent = { paymentDeferralId: asked.id, version: asked.version };
    for (const by of [manager, finance, consultant])
      expect(await office.dept.refusal(by, ApprovePaymentDeferral, sent)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.refusal(stranger('SALES_DIRECTOR'), ApprovePaymentDeferral, sent)).toMatchObject({
      kind: 'not-found',
    });
    await office.dept.travel('4 days');
    const due = await eventually(
      async () =>
        (await office.dept.ask(finance, FindPaymentReminders, { paymentPlanId: plan.id, state: 'DUE' })).items[0],
      'nobody was reminded of the first day',
    );
    const approved = await office.dept.ask(director, ApprovePaymentDeferral, { ...sent, opinion: '同意' });
    expect(approved).toMatchObject({ state: 'APPROVED', decidedBy: director.name, opinion: '同意', allowed: [] });
    const after = await office.dept.ask(finance, GetPaymentPlan, { paymentPlanId: plan.id });
    expect(after.lines[1]).toMatchObject({ dueOn: asked.deferTo, deferredFrom: plan.lines[1]!.dueOn });
    expect(after.nextDueOn).toBe(asked.deferTo);
    await office.dept.travel('6 days');
    const reminders = await office.dept.ask(finance, FindPaymentReminders, { paymentPlanId: plan.id });
    expect(reminders.items).toEqual([expect.objectContaining({ id: due.id, state: 'CANCELLED' })]);
    await office.dept.travel('27 days');
    await eventually(
      async () =>
        (await office.dept.ask(finance, FindPaymentReminders, { paymentPlanId: plan.id, state: 'DUE' })).items.some(
          ({ kind, dueOn }) => kind === 'PAYMENT_COMING' && dueOn === asked.deferTo,
        ),
      'nobody was reminded of the later day',
    );
    const { items } = await office.dept.ask(manager, FindPaymentDeferrals, {
      ...{ projectId: office.projectId, state: 'APPROVED' },
    });
    expect(items).toEqual([approved]);
    expect(await office.dept.ask(consultant, GetPaymentDeferral, { paymentDeferralId: asked.id })).toEqual(approved);
    expect(await office.dept.refusal(rival, GetPaymentDeferral, { paymentDeferralId: asked.id })).toMatchObject({
      kind: 'not-found',
    });
  });

  test('a term has one request at a time; a rejected or withdrawn one changes nothing and leaves room for another', async () => {
    expect(paymentTables.sql).toContain(`check (${paymentDeferralWorkflow.check('state')})`);
    const plan = await planned();
    const first = await office.dept.ask(consultant, RequestPaymentDeferral, form(plan, 10));
    expect(await office.dept.refusal(consultant, RequestPaymentDeferral, form(plan, 20))).toMatchObject({
      ...{ kind: 'conflict', code: 'payment-deferral.another-open' },
    });
    const no = { paymentDeferralId: first.id, version: first.version, opinion: '不同意' };
    expect(await office.dept.refusal(manager, RejectPaymentDeferral, no)).toMatchObject({ kind: 'forbidden' });
    const rejected = await office.dept.ask(director, RejectPaymentDeferral, no);
    expect(rejected).toMatchObject({ state: 'REJECTED', opinion: '不同意' });
    expect(
      await office.dept.refusal(director, ApprovePaymentDeferral, {
        ...{ paymentDeferralId: first.id, version: rejected.version },
      }),
    ).toMatchObject({ code: 'payment-deferral.illegal-step' });
    const second = await office.dept.ask(consultant, RequestPaymentDeferral, form(plan, 20));
    const withdraw = { paymentDeferralId: second.id, version: second.version };
    expect(await office.dept.refusal(rival, WithdrawPaymentDeferral, withdraw)).toMatchObject({ kind: 'not-found' });
    expect(await office.dept.refusal(finance, WithdrawPaymentDeferral, withdraw)).toMatchObject({ kind: 'forbidden' });
    expect(await office.dept.ask(consultant, WithdrawPaymentDeferral, withdraw)).toMatchObject({ state: 'WITHDRAWN' });
    expect((await office.dept.ask(finance, GetPaymentPlan, { paymentPlanId: plan.id })).lines).toEqual(plan.lines);
  });

  test('what is paid, what the bank pays and a day that is not later cannot be put off', async () => {
    const plan = await planned(mortgage);
    const tries = [
      [{ ...form(plan, 10), termNo: 0 }, 'request.invalid'],
      [{ ...form(plan, 10), termNo: 2 }, 'payment-deferral.nothing-owed'],
      [{ ...form(plan, 10), termNo: 9 }, 'payment-plan.no-such-term'],
      [form(plan, 0), 'payment-deferral.not-later'],
    ] as const;
    for (const [sent, code] of tries)
      expect(await office.dept.refusal(consultant, RequestPaymentDeferral, sent)).toMatchObject({ code });
    expect(await office.dept.refusal(rival, RequestPaymentDeferral, form(plan, 10))).toMatchObject({
      kind: 'not-found',
    });
    expect(await office.dept.refusal(finance, RequestPaymentDeferral, form(plan, 10))).toMatchObject({
      kind: 'forbidden',
    });
  });
});
