import {
  ApprovePaymentDeferral,
  ConfirmPayment,
  DefinePaymentScheme,
  FindPaymentPlans,
  FindPaymentReminders,
  LogPaymentReminder,
  receiptMethods,
  RecordMortgageProgress,
  RecordPayment,
  RejectPayment,
  RejectPaymentDeferral,
  RequestPaymentDeferral,
  WithdrawPaymentDeferral,
  type PaymentDeferralView,
  type PaymentPlanView,
  type PaymentView,
} from '@linli/contracts';
import { plusDays, type Day } from '@linli/kernel';
import { daysOf, deals, isLoan, owners, paying, type Deal } from './deals.js';
import { all, approvers, effect, projectId, walk, type Office, type Step } from './office.js';
import type { Sales } from './sales.js';

/** 客户交款情况: schemes, payments by every method, deferrals, reminders, and how far the banks have come. */
export async function loadMoney(office: Office, sales: Sales): Promise<number> {
  await office.make('scheme', 'sales-manager', DefinePaymentScheme, {
    ...{ projectId, name: '开盘分期付款', paymentMethod: 'INSTALMENTS' },
    parts: [
      { basisPoints: 3_000, daysAfterSigning: 0 },
      { basisPoints: 3_000, daysAfterSigning: 60 },
      { basisPoints: 4_000, daysAfterSigning: 150 },
    ],
  });
  await remind(office);
  await all(owners, (deal, n) => payOwnPart(office, sales, deal, n));
  await payLate(office, sales);
  await Promise.all([putOff(office, sales), bankProgress(office, sales)]);
  return owners.length + 4;
}

async function planOf(office: Office, sales: Sales, deal: Deal): Promise<PaymentPlanView> {
  const { items } = await office.desk('finance').ask(FindPaymentPlans, { contractId: sales.contractOf(deal).id });
  return items[0]!;
}

/** Whose first money is late is reminded by the system; one was called, one paid before he was called. */
async function remind(office: Office): Promise<void> {
  const supervisor = office.desk('sales-supervisor');
  const late = await effect('the first reminders of money', async () => {
    const { items } = await supervisor.ask(FindPaymentReminders, { projectId, limit: 100 });
    const overdue = items.filter(({ kind }) => kind === 'PAYMENT_OVERDUE');
    return overdue.some(isOf(paying)) && overdue.some(isOf(owners)) ? overdue : undefined;
  });
  const called = late.find(isOf(paying))!;
  const call = { channel: 'CALL', note: '客户承诺三日内付款' };
  await walk(called, [['DUE', office.step('reminder', 'sales-supervisor', LogPaymentReminder, call)]]);
}

const isOf =
  (buyers: readonly Deal[]) =>
  ({ room }: { readonly room: string }) =>
    buyers.some((deal) => deal.room === room);

/** 首付款: each owner has paid what the bank does not pay, in one way or another. */
async function payOwnPart(office: Office, sales: Sales, deal: Deal, n: number): Promise<void> {
  const plan = await planOf(office, sales, deal);
  const own = plan.lines.filter(({ item }) => item !== 'LOAN' && item !== 'DEPOSIT');
  const amountFen = own.reduce((sum, { dueFen }) => sum + dueFen, 0);
  const method = receiptMethods[n % receiptMethods.length]!;
  const { signedOn } = daysOf(deal, office.today);
  await confirmed(office, deal.name, await pay(office, deal, plan.id, { amountFen, method, paidOn: signedOn }));
}

interface Paid {
  readonly amountFen: number;
  readonly method: string;
  readonly paidOn: Day;
}

const pay = (
  office: Office,
  { name, consultant }: Deal,
  paymentPlanId: string,
  paid: Paid,
  which = '',
): Promise<PaymentView> =>
  office.make(`${name}${which}`, consultant, RecordPayment, {
    paymentPlanId,
    ...paid,
    receiptNo: `SK-${name}${which}`,
  });

async function confirmed(office: Office, name: string, payment: PaymentView): Promise<void> {
  await walk(payment, [['RECORDED', office.step(name, 'finance', ConfirmPayment)]]);
}

/** Of a buyer in instalments finance has one payment, did not find another, and has not looked for the last. */
async function payLate(office: Office, sales: Sales): Promise<void> {
  const deal = paying[0]!;
  const { id } = await planOf(office, sales, deal);
  const day = (back: number) => ({ paidOn: plusDays(office.today, -back) });
  const first = await pay(office, deal, id, { amountFen: 20_000_000, method: 'TRANSFER', ...day(5) });
  await confirmed(office, deal.name, first);
  const lost = await pay(office, deal, id, { amountFen: 10_000_000, method: 'CHEQUE', ...day(2) }, '-lost');
  const reject = office.step(`${deal.name}-lost`, 'finance', RejectPayment, { reason: '支票被退票,款项未到账' });
  await walk(lost, [['RECORDED', reject]]);
  await pay(office, deal, id, { amountFen: 10_000_000, method: 'CARD', ...day(0) }, '-again');
}

/** 延期付款 in each state. */
async function putOff(office: Office, sales: Sales): Promise<void> {
  const [first, second] = paying as [Deal, Deal];
  const plans = [await planOf(office, sales, first), await planOf(office, sales, second)] as const;
  const ask = (deal: Deal, plan: PaymentPlanView, termNo: number): Promise<PaymentDeferralView> => {
    const deferTo = plusDays(
      plan.lines.find((line) => line.termNo === termNo)!.deferredFrom ?? dueOn(plan, termNo),
      45,
    );
    const wish = { paymentPlanId: plan.id, termNo, deferTo, reason: '客户理财到期后付款' };
    return office.make(`${deal.name}-term-${termNo}`, deal.consultant, RequestPaymentDeferral, wish);
  };
  const approve = (made: PaymentDeferralView, name: string): Step<PaymentDeferralView> => [
    'REQUESTED',
    office.step(name, approvers[made.approverRole]!, ApprovePaymentDeferral, { opinion: '同意' }),
  ];
  const approved = await ask(first, plans[0], 2);
  await walk(approved, [approve(approved, `${first.name}-approved`)]);
  const rejected = await ask(first, plans[0], 3);
  const why = { opinion: '尾款须在交付前付清' };
  const reject = office.step(`${first.name}-rejected`, approvers[rejected.approverRole]!, RejectPaymentDeferral, why);
  await walk(rejected, [['REQUESTED', reject]]);
  const withdrawn = await ask(second, plans[1], 3);
  const withdraw = office.step(`${second.name}-withdrawn`, second.consultant, WithdrawPaymentDeferral);
  await walk(withdrawn, [['REQUESTED', withdraw]]);
  await ask(second, plans[1], 2);
}

const dueOn = ({ lines }: PaymentPlanView, termNo: number): Day => lines.find((line) => line.termNo === termNo)!.dueOn;

/** 按揭办理进度 of those whose loans are not paid out. */
async function bankProgress(office: Office, sales: Sales): Promise<void> {
  const waiting = deals.filter(
    ({ stage, paymentMethod }) => ['SIGNED', 'FILED'].includes(stage) && isLoan(paymentMethod),
  );
  for (const [deal, stages] of [
    [waiting[0]!, ['APPLIED']],
    [waiting[1]!, ['APPLIED', 'BANK_APPROVED']],
  ] as const) {
    let plan = await planOf(office, sales, deal);
    for (const stage of stages.slice(plan.mortgageSteps.length)) {
      const progress = { stage, note: stage === 'APPLIED' ? '资料已交银行' : '银行已批贷' };
      plan = await office.step(deal.name, deal.consultant, RecordMortgageProgress, progress)(plan);
    }
  }
}
