import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inspect } from 'node:util';
import { Sealer, SealBroken } from './sealing.js';
import type { Place } from './sealing.js';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const sealer = new Sealer({ keys: { k1: key(1) }, currentKeyId: 'k1', indexKey: key(9) });
const place: Place = 'prospect|phone|0190b3c2';

describe('a sealed value', () => {
  it('opens in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (plain) => sealer.open(sealer.seal(plain, place), place) === plain),
    );
  });

  it('does not show what it holds, and differs each time', () => {
    const sealed = sealer.seal('13912345678', place);

    expect(sealed).toMatch(/^k1\.[A-Za-z0-9_-]+$/);
    expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('139');
    expect(sealer.seal('13912345678', place)).not.toBe(sealed);
  });

  it.each<[string, Place]>([
    ['row', 'prospect|phone|0190b3c3'],
    ['column', 'prospect|mobile|0190b3c2'],
    ['table', 'buyer|phone|0190b3c2'],
  ])('does not open in another %s', (_what, elsewhere) => {
    expect(() => sealer.open(sealer.seal('13912345678', place), elsewhere)).toThrow(SealBroken);
  });

  it('does not open when a single bit of it was changed', () => {
    const sealed = sealer.seal('张伟', place);
    const body = Buffer.from(sealed.slice(3), 'base64url');
    for (let bit = 0; bit < body.length * 8; bit += 1) {
      const changed = Buffer.from(body);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => sealer.open(`k1.${changed.toString('base64url')}`, place)).toThrow(SealBroken);
    }
  });

  it.each(['', 'k1', 'k1.', 'k1.AAAA', 'plain text', '13912345678'])('is never "%s"', (text) => {
    expect(() => sealer.open(text, place)).toThrow(SealBroken);
  });

  it('does not open when it was cut, lengthened or padded', () => {
    const sealed = sealer.seal('13912345678', place);
    for (const other of [sealed.slice(0, -1), `${sealed}A`, `${sealed}=`, `${sealed} `, `${sealed}.x`]) {
      expect(() => sealer.open(other, place)).toThrow(SealBroken);
    }
  });

  it('needs a place of three parts', () => {
    expect(() => sealer.seal('x', 'prospect||1')).toThrow(RangeError);
  });
});

describe('a change of keys', () => {
  const before = new Sealer({ keys: { k1: key(1) }, currentKeyId: 'k1', indexKey: key(9) });
  const during = new Sealer({ keys: { k2: key(2), k1: key(1) }, currentKeyId: 'k2', indexKey: key(9) });
  const after = new Sealer({ keys: { k2: key(2) }, currentKeyId: 'k2', indexKey: key(9) });
  const old = before.seal('13912345678', place);

  it('opens old values, seals with the new key and says which are still old', () => {
    const fresh = during.seal(during.open(old, place), place);

    expect(fresh).toMatch(/^k2\./);
    expect([during.isCurrent(old), during.isCurrent(fresh)]).toEqual([false, true]);
    expect(after.open(fresh, place)).toBe('13912345678');
  });

  it('refuses values whose key is gone', () => {
    expect(() => after.open(old, place)).toThrow('key that is not configured');
  });

  it('refuses a value that claims another key', () => {
    expect(() => during.open(old.replace('k1.', 'k2.'), place)).toThrow(SealBroken);
  });

  it('leaves the indexes as they were', () => {
    expect(during.index('phone', '13912345678')).toBe(before.index('phone', '13912345678'));
  });
});

describe('a blind index', () => {
  it('is equal for equal values of one kind and otherwise different', () => {
    expect(sealer.index('phone', '13912345678')).toBe(sealer.index('phone', '13912345678'));
    expect(sealer.index('phone', '13912345678')).not.toBe(sealer.index('phone', '13912345679'));
    expect(sealer.index('phone', '13912345678')).not.toBe(sealer.index('last-four', '13912345678'));
  });

  it('has 22 characters and depends on the key', () => {
    const other = new Sealer({ keys: { k1: key(1) }, currentKeyId: 'k1', indexKey: key(8) });

    expect(sealer.index('phone', '13912345678')).toMatch(/^[A-Za-z0-9_-]{22}$/);
    expect(other.index('phone', '13912345678')).not.toBe(sealer.index('phone', '13912345678'));
  });
});

describe('a sealer from the environment', () => {
  const PARTY_KEYS = `k2:${key(2)},k1:${key(1)}`;
  const PARTY_INDEX_KEY = key(9);

  it('seals with the first key and opens with all', () => {
    const fromEnvironment = Sealer.fromEnvironment({ PARTY_KEYS, PARTY_INDEX_KEY });

    expect(fromEnvironment.seal('x', place)).toMatch(/^k2\./);
    expect(fromEnvironment.open(sealer.seal('13912345678', place), place)).toBe('13912345678');
  });

  it.each<[string, Record<string, string>, string]>([
    ['no keys', { PARTY_INDEX_KEY }, 'PARTY_KEYS is not set'],
    ['empty keys', { PARTY_KEYS: ' ', PARTY_INDEX_KEY }, 'PARTY_KEYS is not set'],
    ['no index key', { PARTY_KEYS }, 'PARTY_INDEX_KEY is not set'],
    ['a key without an id', { PARTY_KEYS: key(1), PARTY_INDEX_KEY }, 'entry 1 must be written <id>:'],
    ['an empty entry', { PARTY_KEYS: `${PARTY_KEYS},`, PARTY_INDEX_KEY }, 'entry 3 must be written <id>:'],
    ['a key id twice', { PARTY_KEYS: `k1:${key(1)},k1:${key(2)}`, PARTY_INDEX_KEY }, 'a key id appears twice'],
    ['a short key', { PARTY_KEYS: 'k1:c2hvcnQ=', PARTY_INDEX_KEY }, 'key k1 must be 32 random bytes'],
    [
      'a key that is not base64',
      { PARTY_KEYS: `k1:${'?'.repeat(44)}`, PARTY_INDEX_KEY },
      'key k1 must be 32 random bytes',
    ],
    [
      'a key with something behind it',
      { PARTY_KEYS: `k1:${key(1)}!`, PARTY_INDEX_KEY },
      'key k1 must be 32 random bytes',
    ],
    ['an id with a dot', { PARTY_KEYS: `k.1:${key(1)}`, PARTY_INDEX_KEY }, 'A key id is letters'],
    ['a short index key', { PARTY_KEYS, PARTY_INDEX_KEY: 'c2hvcnQ=' }, 'the index key must be 32 random bytes'],
    ['a sealing key as index key', { PARTY_KEYS, PARTY_INDEX_KEY: key(1) }, 'a key of its own'],
  ])('with %s says what is wrong', (_what, env, message) => {
    expect(() => Sealer.fromEnvironment(env)).toThrow(message);
  });

  it('never repeats a key in an error, nor shows it when it is logged', () => {
    const short = Buffer.alloc(31, 7).toString('base64');

    expect(() => Sealer.fromEnvironment({ PARTY_KEYS: `k1:${short}`, PARTY_INDEX_KEY })).not.toThrow(short.slice(0, 8));
    expect(inspect(sealer, { depth: 5, showHidden: true }) + JSON.stringify(sealer)).not.toContain(key(1).slice(0, 8));
  });

  it('refuses a current key that it does not have', () => {
    expect(() => new Sealer({ keys: { k1: key(1) }, currentKeyId: 'k2', indexKey: key(9) })).toThrow('current key');
  });
});

describe('search tokens', () => {
  const words = ['王', '王小', '~wangxiaoming', '+8613912345678', 'a word that is longer than one block of the cipher'];

  it('are equal for equal words alone, 64 bits each', () => {
    const tokens = sealer.tokens(words);
    expect(sealer.tokens([...words].reverse())).toEqual([...tokens].reverse());
    expect(new Set(tokens).size).toBe(words.length);
    for (const token of tokens) expect(BigInt.asIntN(64, BigInt(token))).toBe(BigInt(token));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const [first, second] = sealer.tokens([one, other]);
        return (first === second) === (one === other);
      }),
    );
  });

  it('are worthless without the key', () => {
    const other = new Sealer({ keys: { k1: key(1) }, currentKeyId: 'k1', indexKey: key(8) });
    expect(other.tokens(words)).not.toEqual(expect.arrayContaining(sealer.tokens(['王'])));
  });

  it('of no words are none', () => {
    expect(sealer.tokens([])).toEqual([]);
  });
});
