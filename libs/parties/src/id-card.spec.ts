import { describe, expect, it } from '@jest/globals';
import { maskIdNumber, normaliseIdNumber } from './id-card.js';

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
});
