import { describe, expect, it } from '@jest/globals';
import { maskIdNumber, normaliseIdNumber, understoodIdNumber } from './id-card.js';

describe('an identity document', () => {
  it.each([
    '91000019890509420X',
    '91000019890509420x',
    ' 910000 19890509 420x ',
    '９１００００１９８９０５０９４２０Ｘ',
    '910000-19890509-420X',
    '\u202a91000019890509420X\u202c',
  ])('written "%s" is the same', (text) => {
    expect(normaliseIdNumber(text)).toBe('91000019890509420X');
  });

  it.each([
    ['91000019890509420x', '910000********420X'],
    ['910000890509420', '910000*****9420'],
    ['E12345678', 'E1*****78'],
    ['H0123456789', 'H0*******89'],
    ['12345', '12*45'],
    ['1234', '****'],
    ['', ''],
  ])('%s is shown as %s', (text, masked) => {
    expect(maskIdNumber(text)).toBe(masked);
  });

  it.each([
    '91000019890509420x',
    '910000890509420',
    'E12345678',
    'H0123456789',
    '军字第1234567号',
    'A123456(7)',
    '01234567',
    '1234567890',
    '91330100799655058B',
    '913301007996550552',
  ])('%s is understood', (text) => {
    expect(understoodIdNumber(text)).toBe(normaliseIdNumber(text));
  });

  it.each([
    ['whose check digit is wrong', '910000198905094201'],
    ['with a digit too few', '91000019890509420'],
    ['with a digit too many', '91000019890509420X1'],
    ['of which two thirds are there', '91000019890509'],
    ['whose birthday there is not', '110101199002301233'],
    ['without any digit', 'abcdef'],
  ] as const)('%s is refused', (_, text) => {
    expect(() => understoodIdNumber(text)).toThrow(expect.objectContaining({ code: 'party.id-number-not-understood' }));
  });

  it('of another kind is no 身份证', () => {
    expect(() => understoodIdNumber('E12345678', 'resident')).toThrow(
      expect.objectContaining({ code: 'party.id-number-not-understood' }),
    );
  });
});
