import { describe, expect, test } from '@jest/globals';
import { DepositConfirmed, type RecordDeposit } from '@linli/contracts';
import { raisedBy } from '@linli/kernel';
import { salesTables } from '../migrations/001-sales.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { UnitConfirmation } from './unit-confirmation.js';
import { confirmationSteps, confirmationWorkflow, type ConfirmationState } from './unit-confirmation.workflow.js';

const today = '2026-05-10';
const price = 300_000_000;
const deposit = (depositKind: string, paidOn?: string): RecordDeposit => ({
  ...{ confirmationId: 'c', version: 1, depositKind, depositFen: 5_000_000 },
  ...(paidOn === undefined ? {} : { paidOn }),
});
const issued = (state: ConfirmationState = 'ISSUED', depositKind: string | null = null) =>
  Object.assign(
    UnitConfirmation.issue({
      formNo: 'FW-2026-000001',
      unit: { id: 'u', projectId: 'binjiang', room: '3-1-1201' },
      prospect: { id: 's', partyId: 'p', consultantId: 'x', consultant: '赵敏' },
      holdDays: 7,
      at: new Date('2026-05-10T08:00:00+08:00'),
    }),
    { state, depositKind },
  );

describe('A 房位确认单', () => {
  test('goes the way of the trade and no other', () => {
    expectOrder(confirmationWorkflow, issued, {
      recordDeposit: (one) => one.recordDeposit(deposit('EARNEST_MONEY'), price, today),
      confirmSale: (one) => Object.assign(one, { depositKind: 'EARNEST_MONEY' }).confirmDeposit('钱会计', today),
      confirmBooking: (one) => Object.assign(one, { depositKind: 'BOOKING_FEE' }).confirmDeposit('钱会计', today),
      subscribe: (one) => one.subscribe(),
      cancel: (one) => one.cancel('退房'),
      stepBack: (one) => one.stepBack('退房'),
      change: (one) => one.rename('q'),
      expire: (one) => one.expire(),
    });
    expect(salesTables.sql).toContain(`check (${confirmationWorkflow.check('state')})`);
  });

  test('shows finance one step, whatever kind of deposit it is', () => {
    expect(confirmationSteps('DEPOSIT_RECORDED')).toEqual(['recordDeposit', 'confirmDeposit', 'cancel']);
    expect(confirmationSteps('SUBSCRIBED')).toEqual([]);
  });

  test('sells by a 定金 and only books by a 订金 [REQ-070]', () => {
    const sale = issued('DEPOSIT_RECORDED', 'EARNEST_MONEY');
    expect([sale.confirmDeposit('钱会计', today), sale.state, sale.holdUntil]).toEqual(['sold', 'SOLD', '2026-05-17']);
    const booking = issued('DEPOSIT_RECORDED', 'BOOKING_FEE');
    expect([booking.confirmDeposit('钱会计', '2026-05-12'), booking.state, booking.holdUntil]).toEqual([
      'booked',
      'BOOKED',
      '2026-05-19',
    ]);
    expect(raisedBy(booking).map(({ event }) => event)).toEqual([DepositConfirmed]);
    expect(codeOf(() => booking.subscribe())).toBe('unit-confirmation.deposit-not-confirmed');
  });

  test('takes money of today or before, and a 订金 that finance has only as a 定金', () => {
    expect(codeOf(() => issued().recordDeposit(deposit('EARNEST_MONEY', today), price, today))).toBe('carried out');
    expect(codeOf(() => issued().recordDeposit(deposit('EARNEST_MONEY', '2026-05-11'), price, today))).toBe(
      'unit-confirmation.paid-in-future',
    );
    expect(codeOf(() => issued('BOOKED').recordDeposit(deposit('BOOKING_FEE'), price, today))).toBe(
      'unit-confirmation.already-booked',
    );
    expect(codeOf(() => issued('BOOKED').recordDeposit(deposit('EARNEST_MONEY'), price, today))).toBe('carried out');
  });

  test('takes no deposit as high as the price of the unit, which was taken', () => {
    expect(codeOf(() => issued().recordDeposit(deposit('EARNEST_MONEY'), 5_000_000, today))).toBe(
      'unit-confirmation.deposit-too-high',
    );
    expect(codeOf(() => issued().recordDeposit(deposit('EARNEST_MONEY'), 5_000_001, today))).toBe('carried out');
  });

  test('holds its unit through its last day, and a paid one as long as finance needs', () => {
    expect(issued().isOver('2026-05-17')).toBe(false);
    expect(issued().isOver('2026-05-18')).toBe(true);
    expect(issued('BOOKED').isOver('2026-05-18')).toBe(true);
    for (const state of ['DEPOSIT_RECORDED', 'SOLD', 'SUBSCRIBED', 'CANCELLED'] as const) {
      expect(issued(state).isOver('2099-01-01')).toBe(false);
    }
  });
});
