import { describe, expect, it } from '@jest/globals';
import { isResidentNumber, residentNumber } from './resident-number.js';

describe('a resident identity number', () => {
  it.each(['110101199003072316', '11010119900307803X', '910000890509420'])('%s can stand on a card', (text) => {
    expect(isResidentNumber(text)).toBe(true);
  });

  it.each([
    ['another last digit', '110101199003072317'],
    ['two digits swapped', '110101199003072361'],
    ['a digit too few', '11010119900307231'],
    ['a digit too many', '1101011990030723166'],
    ['a small x', '11010119900307803x'],
    ['a birthday that there is not', '110101199002301233'],
    ['15 digits of a longer one', '910000198905094'],
    ['letters', 'abcdef'],
    ['nothing', ''],
  ])('with %s is refused', (_, text) => {
    expect(isResidentNumber(text)).toBe(false);
  });

  it('finds each of the eleven check digits', () => {
    const numbers = Array.from({ length: 100 }, (_, n) =>
      residentNumber(`110101199003072${String(n).padStart(2, '0')}`),
    );
    expect(numbers.every(isResidentNumber)).toBe(true);
    expect([...new Set(numbers.map((number) => number.slice(-1)))].sort()).toEqual([...'0123456789X']);
  });
});
