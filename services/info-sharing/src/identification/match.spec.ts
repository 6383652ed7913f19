import { describe, expect, test } from '@jest/globals';
import { match, type Candidate } from './match.js';

const candidate = (customerId: string, more: Partial<Candidate> = {}): Candidate => ({
  customerId,
  idNumbers: [],
  sameIdNumber: false,
  samePhone: false,
  sameName: false,
  current: false,
  ...more,
});
const withId = (customerId: string, idNumber: string, more: Partial<Candidate> = {}) =>
  candidate(customerId, { idNumbers: [idNumber], ...more });

describe('Who a person is', () => {
  test('nobody near: a new customer', () => {
    expect(match([], 'X')).toEqual({ customerId: undefined, doubtful: [] });
  });

  test('the ID number wins over the phone', () => {
    const candidates = [candidate('by-phone', { samePhone: true }), withId('by-id', 'X', { sameIdNumber: true })];
    expect(match(candidates, 'X')).toEqual({ customerId: 'by-id', doubtful: ['by-phone'] });
  });

  test('the ID number wins over who he was taken for before', () => {
    const candidates = [candidate('before', { current: true }), withId('by-id', 'X', { sameIdNumber: true })];
    expect(match(candidates, 'X')).toEqual({ customerId: 'by-id', doubtful: ['before'] });
  });

  test('the same phone with another ID number is another customer', () => {
    expect(match([withId('wife', 'Y', { samePhone: true })], 'X')).toEqual({
      customerId: undefined,
      doubtful: ['wife'],
    });
  });

  test('the same phone and no ID number on one side is the same customer', () => {
    expect(match([withId('she', 'Y', { samePhone: true })], null).customerId).toBe('she');
    expect(match([candidate('she', { samePhone: true })], 'X').customerId).toBe('she');
  });

  test('among several with one phone the one with the same name, else the one known longest', () => {
    const [old, young] = [withId('old', 'Y', { samePhone: true }), withId('young', 'Z', { samePhone: true })];
    expect(match([old, { ...young, sameName: true }], null)).toEqual({ customerId: 'young', doubtful: ['old'] });
    expect(match([old, young], null)).toEqual({ customerId: 'old', doubtful: ['young'] });
  });

  test("a new phone does not make him another, not even when it was somebody else's", () => {
    const candidates = [candidate('himself', { current: true }), candidate('other', { samePhone: true })];
    expect(match(candidates, null)).toEqual({ customerId: 'himself', doubtful: ['other'] });
  });

  test('a corrected ID number keeps him; one that others know him under does not', () => {
    expect(match([candidate('himself', { current: true })], 'X').customerId).toBe('himself');
    expect(match([withId('himself', 'Y', { current: true })], 'X')).toEqual({
      customerId: undefined,
      doubtful: ['himself'],
    });
  });
});
