import { describe, expect, test } from 'vitest';
import { ageWords } from './age-words.ts';

describe('ageWords', () => {
  test.each([
    [0, '0 s'],
    [-5, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_000, '59 min'],
    [3_600_000, '1 h'],
    [172_799_000, '47 h'],
    [172_800_000, '2 days'],
  ])('%d ms reads as %s', (milliseconds, words) => {
    expect(ageWords(milliseconds)).toBe(words);
  });
});
