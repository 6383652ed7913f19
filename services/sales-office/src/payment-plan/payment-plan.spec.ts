import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { paymentMethods } from '@linli/contracts';
import { paymentTables } from '../migrations/020-payments.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { allocate, instalmentsOf, openFen, type Terms } from './instalments.js';
import { PaymentPlan } from './payment-plan.js';
import { paymentPlanWorkflow, type PaymentPlanState } from './payment-plan.workflow.js';

const at = new Date('2026-05-10T10:00:00+08:00');
const sale = {
  ...{ id: 'c', projectId: 'binjiang', subscriptionId: 's', unitId: 'u', room: '3-1-1201' },
  ...{ partyId: 'p', consultantId: 'x', consultant: '李娜' },
};
const terms = (part: Partial<Terms> = {}): Terms => ({
  paymentMethod: 'INSTALMENTS',
  totalPriceFen: 100_000_001,
  depositFen: 5_000_000,
  depositPaidOn: '2026-05-01',
  loanFen: 0,
  signedOn: '2026-05-10',
  parts: [
    { basisPoints: 5_000, daysAfterSigning: 0 },
    { basisPoints: 5_000, daysAfterSigning: 90 },
  ],
  loanDays: 60,
  ...part,
});
const mortgage = {
  paymentMethod: 'MORTGAGE',
  loanFen: 60_000_000,
  parts: [{ basisPoints: 10_000, daysAfterSigning: 0 }],
};
const plan = (part: Partial<Terms> = {}) => PaymentPlan.draw(sale, terms(part));

const shares = fc
  .array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1, maxLength: 40 })
  .map((weights) => weights.map((weight, i) => ({ basisPoints: weight, daysAfterSigning: i * 30 })));
const anyTerms = fc.integer({ min: 1, max: 1_000_000_000_000 }).chain((totalPriceFen) =>
  fc
    .record({
      paymentMethod: fc.constantFrom(...paymentMethods),
      depositFen: fc.integer({ min: 0, max: totalPriceFen }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      parts: shares,
    })
    .map(({ share, depositFen, ...rest }) => {
      const loanFen = Math.floor((totalPriceFen - depositFen) * share);
      return terms({ ...rest, totalPriceFen, depositFen, loanFen });
    }),
);

describe('客户交款情况明细表', () => {
  test('the lines of a thousand random plans sum exactly to the price, and none is empty [REQ-093]', () => {
    fc.assert(
      fc.property(anyTerms, (each) => {
        const lines = instalmentsOf(each);
        expect(lines.reduce((sum, { dueFen }) => sum + dueFen, 0)).toBe(each.totalPriceFen);
        expect(lines.every(({ dueFen }) => dueFen > 0)).toBe(true);
        expect(new Set(lines.map(({ termNo }) => termNo)).size).toBe(lines.length);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the rest after the deposit falls due in the shares of the scheme, the odd fen first', () => {
    expect(plan().lines).toEqual([
      { termNo: 0, item: 'DEPOSIT', dueOn: '2026-05-01', dueFen: 5_000_000, paidFen: 5_000_000 },
      { termNo: 1, item: 'INSTALMENT', dueOn: '2026-05-10', dueFen: 47_500_001, paidFen: 0 },
      { termNo: 2, item: 'INSTALMENT', dueOn: '2026-08-08', dueFen: 47_500_000, paidFen: 0 },
    ]);
    expect(plan()).toMatchObject({ state: 'OPEN', paidFen: 5_000_000, nextDueOn: '2026-05-10', mortgageStage: null });
  });

  test('with a loan the buyer pays the rest himself and the bank its part', () => {
    expect(plan(mortgage).lines.slice(1)).toEqual([
      { termNo: 1, item: 'DOWN_PAYMENT', dueOn: '2026-05-10', dueFen: 35_000_001, paidFen: 0 },
      { termNo: 2, item: 'LOAN', dueOn: '2026-07-09', dueFen: 60_000_000, paidFen: 0 },
    ]);
    expect(codeOf(() => plan({ ...mortgage, loanFen: 95_000_002 }))).toBe('payment-plan.more-than-price');
  });

  test('money goes to the oldest open term unless it names one, never to the loan, and never beyond what is owed', () => {
    const some = plan();
    some.receive(50_000_000);
    expect(some.lines.map(({ paidFen }) => paidFen)).toEqual([5_000_000, 47_500_001, 2_499_999]);
    expect(some.nextDueOn).toBe('2026-08-08');
    expect(codeOf(() => some.receive(1, 1))).toBe('payment.more-than-owed');
    expect(codeOf(() => some.receive(45_000_002))).toBe('payment.more-than-owed');
    expect(codeOf(() => some.receive(1, 9))).toBe('payment-plan.no-such-term');
    some.receive(45_000_001, 2);
    expect(some).toMatchObject({ state: 'SETTLED', paidFen: 100_000_001, nextDueOn: null, outstandingFen: 0 });
    const lent = plan(mortgage);
    expect(codeOf(() => lent.receive(35_000_002))).toBe('payment.more-than-owed');
    expect(codeOf(() => lent.receive(1, 2))).toBe('payment.more-than-owed');
  });

  test('no sequence of payments loses a fen or pays a line twice [REQ-093]', () => {
    fc.assert(
      fc.property(
        anyTerms,
        fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { maxLength: 30 }),
        (each, amounts) => {
          let lines = instalmentsOf(each);
          let received = 0;
          for (const amount of amounts) {
            const owed = lines.filter(({ item }) => item !== 'LOAN').reduce((sum, line) => sum + openFen(line), 0);
            if (amount > owed) expect(codeOf(() => allocate(lines, amount))).toBe('payment.more-than-owed');
            else {
              lines = allocate(lines, amount);
              received += amount;
            }
          }
          expect(lines.reduce((sum, { paidFen }) => sum + paidFen, 0)).toBe(each.depositFen + received);
          expect(lines.every((line) => openFen(line) >= 0)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a deferred term keeps its first day on record, and the next day owed follows [REQ-095]', () => {
    const some = plan();
    some.defer(1, '2026-06-10');
    some.defer(1, '2026-09-10');
    expect(some.line(1)).toMatchObject({ dueOn: '2026-09-10', deferredFrom: '2026-05-10' });
    expect(some.nextDueOn).toBe('2026-08-08');
  });

  test('the application for a loan goes forward only, and the payout pays the loan', () => {
    const lent = plan(mortgage);
    lent.recordMortgageProgress('BANK_APPROVED', '已批', '李娜', at);
    expect(codeOf(() => lent.recordMortgageProgress('APPLIED', undefined, '李娜', at))).toBe(
      'payment-plan.mortgage-step-back',
    );
    lent.receive(35_000_001);
    lent.payOutLoan('许静', at);
    expect(lent).toMatchObject({ state: 'SETTLED', mortgageStage: 'DISBURSED', outstandingFen: 0 });
    expect(lent.mortgageSteps.map(({ stage }) => stage)).toEqual(['BANK_APPROVED', 'DISBURSED']);
    expect(codeOf(() => plan().recordMortgageProgress('APPLIED', undefined, '李娜', at))).toBe('payment-plan.no-loan');
  });

  test('every step is possible only in the states of its table', () => {
    expect(paymentTables.sql).toContain(`check (${paymentPlanWorkflow.check('state')})`);
    const make = (state: PaymentPlanState) => Object.assign(plan(mortgage), { state });
    expectOrder(paymentPlanWorkflow, make, {
      receive: (each) => each.receive(1),
      settle: (each) => {
        each.mustTake(1);
        each.lines = each.lines.map((line) => (line.item === 'LOAN' ? { ...line, paidFen: line.dueFen } : line));
        each.receive(35_000_001);
      },
      defer: (each) => each.defer(1, '2026-06-01'),
      recordMortgageProgress: (each) => each.recordMortgageProgress('APPLIED', undefined, '李娜', at),
      cancel: (each) => each.cancel(),
    });
  });
});
