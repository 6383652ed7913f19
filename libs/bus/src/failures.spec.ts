import { describe, expect, it } from '@jest/globals';
import { wordsOf } from './failures.js';

describe('the words of a failure', () => {
  it.each([
    ['null value in column "concerns"\n - detail: Failing row contains (1, 王芳).', 'null value in column "concerns"'],
    [
      "Value for Visit.concerns is required\nentity: Visit {\n  customer: '王芳'\n}",
      'Value for Visit.concerns is required',
    ],
    ['no caller has 13800138000', 'no caller has 138****'],
  ])('hold nothing of a row, which an operator read with the parked event: %j', (message, words) => {
    expect(wordsOf(new Error(message))).toBe(words);
  });
});
