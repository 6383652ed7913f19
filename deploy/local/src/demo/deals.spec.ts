import { describe, expect, it } from '@jest/globals';
import { daysOf, deals, isLoan, owners, purchaseStages, reached } from './deals.js';
import { others, prospects } from './names.js';
import { lastSunday, monthBefore } from './reports.js';

describe('the demo', () => {
  it('brings 40 prospects to every stage of a purchase, each to a unit of his own', () => {
    expect(deals).toHaveLength(40);
    expect(new Set(deals.map(({ stage }) => stage))).toEqual(new Set(purchaseStages));
    expect(new Set(deals.map(({ room }) => room)).size).toBe(40);
  });

  it('has an owner for each state of a complaint', () => {
    expect(owners.length).toBeGreaterThanOrEqual(13);
    for (const owner of owners) expect([isLoan(owner.paymentMethod), reached(owner, 'SIGNED')]).toEqual([true, true]);
  });

  it('knows everybody by another phone, from a range that is given to nobody', () => {
    const phones = [...prospects, ...others].map(({ phone }) => phone);
    expect(new Set(phones).size).toBe(phones.length);
    for (const phone of phones) expect(phone).toMatch(/^1540001\d{4}$/);
  });

  it('reports on the last whole week and the month before, on whichever day it is loaded', () => {
    expect(['2026-11-29', '2026-11-30', '2026-12-06'].map(lastSunday)).toEqual([
      ...['2026-11-22', '2026-11-29', '2026-11-29'],
    ]);
    expect(monthBefore('2026-12-01')).toEqual({ from: '2026-11-01', to: '2026-11-30' });
    expect(monthBefore('2027-01-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });

  it('puts the days of a purchase in order, none of them in the future', () => {
    for (const deal of owners) {
      const { subscribedOn, signedOn, filedOn, disbursedOn, handedOverOn } = daysOf(deal, '2026-11-22');
      const days = [subscribedOn, signedOn, filedOn, disbursedOn, handedOverOn];
      expect(days).toEqual([...days].sort());
      expect(handedOverOn < '2026-11-14').toBe(true);
    }
  });
});
