import { describe, expect, it } from '@jest/globals';
import { raise, raisedBy, takeRaised } from './raise.js';

class UnitHeld {
  static readonly subject = 'evt.sales-office.unit.held';
  unitId!: string;
  remark?: string;
}

class UnitReleased {
  static readonly subject = 'evt.sales-office.unit.released';
  unitId!: string;
}

describe('an aggregate that raises events', () => {
  it('keeps them in the order of raising', () => {
    const unit = {};
    raise(unit, UnitHeld, { unitId: 'u1' });
    raise(unit, UnitReleased, { unitId: 'u1' });

    expect(raisedBy(unit)).toEqual([
      { event: UnitHeld, payload: { unitId: 'u1' } },
      { event: UnitReleased, payload: { unitId: 'u1' } },
    ]);
  });

  it('gives them away once', () => {
    const unit = {};
    raise(unit, UnitHeld, { unitId: 'u1' });

    expect(takeRaised(unit)).toHaveLength(1);
    expect(takeRaised(unit)).toEqual([]);
    expect(raisedBy(unit)).toEqual([]);
  });

  it('keeps them apart from those of other aggregates', () => {
    const [one, other] = [{}, {}];
    raise(one, UnitHeld, { unitId: 'u1' });

    expect(raisedBy(other)).toEqual([]);
  });

  it('leaves no trace on itself', () => {
    const unit = {};
    raise(unit, UnitHeld, { unitId: 'u1' });

    expect(Reflect.ownKeys(unit)).toEqual([]);
  });

  it('is not affected when the payload changes afterwards or a reader changes the list', () => {
    const unit = {};
    const payload = { unitId: 'u1' };
    raise(unit, UnitHeld, payload);
    payload.unitId = 'u2';
    (raisedBy(unit) as unknown[]).length = 0;

    expect(takeRaised(unit)).toEqual([{ event: UnitHeld, payload: { unitId: 'u1' } }]);
  });

  it('raises up to 256 KB of JSON, counted in bytes, and not one more', () => {
    const around = JSON.stringify({ unitId: '' }).length;
    const largest = '邻'.repeat(Math.floor((256 * 1024 - around) / 3));
    const filled = largest + 'x'.repeat(256 * 1024 - around - Buffer.byteLength(largest));
    const unit = {};

    raise(unit, UnitHeld, { unitId: filled });
    expect(() => raise(unit, UnitHeld, { unitId: `${filled}x` })).toThrow(RangeError);
    expect(raisedBy(unit)).toHaveLength(1);
  });
});
