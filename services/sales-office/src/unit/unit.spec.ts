import { describe, expect, test } from '@jest/globals';
import { UnitFreed, UnitReserved, UnitSold } from '@linli/contracts';
import { raisedBy } from '@linli/kernel';
import { salesTables } from '../migrations/001-sales.js';
import { codeOf, expectOrder } from '../test/steps.js';
import { roomOf, Unit } from './unit.js';
import { unitSteps, unitWorkflow, type UnitState } from './unit.workflow.js';

const facts = { building: '3', unit: '1', floor: 12, roomNo: '1201', layout: '三室', areaM2: 89.5, totalPriceFen: 1 };
const unit = (state: UnitState = 'AVAILABLE') => Object.assign(Unit.list('binjiang', facts), { state });

describe('A unit', () => {
  test('is called by building, staircase and room everywhere', () => {
    expect(roomOf(facts)).toBe('3-1-1201');
    expect(unit()).toMatchObject({ room: '3-1-1201', state: 'AVAILABLE', heldFor: null });
  });

  test('goes the way of the trade and no other', () => {
    expectOrder(unitWorkflow, unit, {
      hold: (one) => one.hold('样板间'),
      release: (one) => one.release(),
      reserve: (one) => one.reserve('c', 'p'),
      sell: (one) => one.sell('c', 'p'),
      free: (one) => one.free(),
      sign: (one) => one.sign(),
      handOver: (one) => one.handOver(),
      takeBack: (one) => one.takeBack(),
    });
    expect(unitWorkflow.can('AVAILABLE', 'sell')).toBe(false);
    expect(salesTables.sql).toContain(`check (${unitWorkflow.check('state')})`);
  });

  test('shows only what people do as a next step, not what follows from deposit and contract, which was shown', () => {
    expect(unitSteps('AVAILABLE')).toEqual(['hold', 'reserve']);
    expect(unitSteps('HELD')).toEqual(['release']);
    for (const state of ['RESERVED', 'SOLD', 'SIGNED', 'HANDED_OVER'] as const) expect(unitSteps(state)).toEqual([]);
  });

  test('tells when it is reserved, sold and free again', () => {
    const one = unit();
    one.reserve('c', 'p');
    one.sell('c', 'p');
    one.free();
    const place = { unitId: one.id, projectId: 'binjiang', room: '3-1-1201' };
    expect(raisedBy(one)).toEqual([
      { event: UnitReserved, payload: { ...place, confirmationId: 'c', partyId: 'p' } },
      { event: UnitSold, payload: { ...place, confirmationId: 'c', partyId: 'p' } },
      { event: UnitFreed, payload: place },
    ]);
  });

  test('says whether it is held back or taken when somebody wants it', () => {
    expect(codeOf(() => unit('HELD').reserve('c', 'p'))).toBe('unit.held');
    for (const state of ['RESERVED', 'SOLD', 'SIGNED', 'HANDED_OVER'] as const) {
      expect(codeOf(() => unit(state).reserve('c', 'p'))).toBe('unit.already-reserved');
    }
  });

  test('is corrected by a new sheet only while nobody has it [REQ-067]', () => {
    for (const state of unitWorkflow.states) {
      const free = state === 'AVAILABLE' || state === 'HELD';
      const one = unit(state);
      const correction = codeOf(() => one.correct({ ...facts, totalPriceFen: 2 }));
      expect([state, correction, one.totalPriceFen]).toEqual([
        state,
        ...(free ? ['carried out', 2] : ['unit.already-taken', 1]),
      ]);
    }
    expect(unit().isAs(facts)).toBe(true);
    for (const changed of [{ floor: 11 }, { layout: '' }, { areaM2: 89.49 }, { totalPriceFen: 2 }]) {
      expect(unit().isAs({ ...facts, ...changed })).toBe(false);
    }
  });
});
