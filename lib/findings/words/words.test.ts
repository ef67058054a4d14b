import { expect, test } from 'vitest';
import { CODES, FINDING_CODES, type FindingCode, type Grading } from '../codes.ts';
import { WORDS, type WordsOf } from './words.ts';

test('a code without words or without a place in the order does not compile', () => {
  const { 'rules-ignored': words, ...wordsOfOthers } = WORDS;
  // @ts-expect-error: rules-ignored has no words.
  const incomplete: WordsOf<FindingCode> = wordsOfOthers;
  const { 'rules-ignored': standing, ...standingOfOthers } = CODES;
  // @ts-expect-error: rules-ignored has no place.
  const unordered: { readonly [C in FindingCode]: Grading } = standingOfOthers;
  expect([incomplete, unordered, words, standing]).not.toContain(undefined);
});

test('words that ask for a fact which their finding has not do not compile', () => {
  // @ts-expect-error: rules-ignored knows no port.
  const wrong: WordsOf<'rules-ignored'> = { ...WORDS, 'rules-ignored': WORDS['open-data-store'] };
  expect(wrong).toBeDefined();
});

test('what is said of many alike names their number', () => {
  expect(Object.keys(WORDS).sort()).toEqual([...FINDING_CODES].sort());
  for (const code of FINDING_CODES) expect(WORDS[code].many(1234)).toMatch(/^1,234 /);
});
