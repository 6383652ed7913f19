import { describe, expect, it } from '@jest/globals';
import { refuse, Refusal, statusOf } from './refusal.js';
import type { RefusalKind } from './refusal.js';

describe('a refusal', () => {
  it('is an error that carries kind, code, sentence and details', () => {
    const refusal = new Refusal('rule', 'unit.already-sold', 'Choose another unit.', { details: { unitId: 'u1' } });

    expect(refusal).toBeInstanceOf(Error);
    expect(refusal).toMatchObject({
      name: 'Refusal',
      kind: 'rule',
      code: 'unit.already-sold',
      message: 'Choose another unit.',
      details: { unitId: 'u1' },
      retryable: false,
    });
  });

  it('has no details when there are none to tell', () => {
    expect('details' in refuse.rule('unit.already-sold', 'Choose another unit.')).toBe(false);
  });

  it.each<[RefusalKind, number]>([
    ['invalid', 400],
    ['unauthenticated', 401],
    ['forbidden', 403],
    ['not-found', 404],
    ['conflict', 409],
    ['stale', 412],
    ['too-large', 413],
    ['unsupported-type', 415],
    ['rule', 422],
    ['version-required', 428],
    ['too-many', 429],
    ['overloaded', 503],
    ['deadline', 504],
    ['unavailable', 503],
    ['internal', 500],
  ])('of kind %s answers with status %i', (kind, status) => {
    expect(statusOf[kind]).toBe(status);
  });

  it('has a status for the fifteen kinds and no more', () => {
    expect(Object.keys(statusOf)).toHaveLength(15);
  });

  it.each<RefusalKind>(['too-many', 'overloaded', 'deadline', 'unavailable'])(
    'of kind %s may be tried again',
    (kind) => {
      expect(new Refusal(kind, 'request.later', 'Try again later.').retryable).toBe(true);
    },
  );

  it('says itself whether it may be tried again when the kind does not', () => {
    expect(new Refusal('conflict', 'request.in-progress', 'Wait.', { retryable: true }).retryable).toBe(true);
    expect(new Refusal('unavailable', 'printer.gone', 'Call us.', { retryable: false }).retryable).toBe(false);
  });

  it.each([
    ['invalid', refuse.invalid],
    ['forbidden', refuse.forbidden],
    ['not-found', refuse.notFound],
    ['conflict', refuse.conflict],
    ['rule', refuse.rule],
  ] as const)('of kind %s has a short form that returns it to be thrown', (kind, make) => {
    const refusal = make('unit.some-reason', 'Do this.', { unitId: 'u1' });

    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ kind, code: 'unit.some-reason', message: 'Do this.', details: { unitId: 'u1' } });
  });
});
