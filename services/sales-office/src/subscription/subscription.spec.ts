import { describe, expect, test } from '@jest/globals';
import { salesTables } from '../migrations/001-sales.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { Subscription } from './subscription.js';
import { subscriptionWorkflow, type SubscriptionState } from './subscription.workflow.js';

const today = '2026-05-10';
const open = (days: { subscribedOn?: string; signBy?: string } = {}) =>
  Subscription.open(
    {
      formNo: 'RG-2026-000001',
      confirmation: {
        ...{ id: 'c', projectId: 'binjiang', unitId: 'u', room: '3-1-1201', prospectId: 's', partyId: 'p' },
        ...{ consultantId: 'x', consultant: '赵敏' },
      },
      coBuyerPartyIds: ['q'],
      agreedPriceFen: 100_000_000,
      ...{ subscribedOn: today, signBy: '2026-05-17', ...days },
    },
    today,
  );
const inState = (state: SubscriptionState) => Object.assign(open(), { state });

describe('A 认购书', () => {
  test('goes the way of the trade and no other', () => {
    expectOrder(subscriptionWorkflow, inState, {
      scheduleSigning: (one) => one.scheduleSigning(today, today),
      signContract: (one) => one.sign(),
      cancel: (one) => one.cancel('退房'),
      rescind: (one) => one.rescind('解除合同'),
      change: (one) => one.agreePrice(99_000_000),
    });
    expect(salesTables.sql).toContain(`check (${subscriptionWorkflow.check('state')})`);
  });

  test('begins today or before and ends not before it begins', () => {
    expect(codeOf(() => open({ subscribedOn: '2026-05-11' }))).toBe('subscription.in-future');
    expect(codeOf(() => open({ signBy: '2026-05-09' }))).toBe('subscription.sign-by-too-early');
    expect(codeOf(() => open({ signBy: today }))).toBe('carried out');
    expect(open()).toMatchObject({ partyId: 'p', buyerPartyIds: ['p', 'q'] });
  });

  test('is signed today or later', () => {
    const one = open();
    expect(codeOf(() => one.scheduleSigning('2026-05-09', today))).toBe('subscription.signing-in-past');
    one.scheduleSigning('2026-06-01', today);
    expect(one.signingOn).toBe('2026-06-01');
  });
});
