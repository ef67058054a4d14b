import { expect, test } from 'vitest';
import type { Edit } from './draft-set.ts';
import { isMostlyTaken, type LeftText, MOST_LEFT_TEXTS, putAway, takeOut } from './left-text.ts';

const left = (key: string, at: number): LeftText => {
  const edit: Edit = { key, action: 'put', base: null, baseText: '', text: key, namespace: 'lab' };
  return { edit, because: 'discarded', at };
};

test('the newest stands first, and beyond fifty the oldest go', () => {
  const many = Array.from({ length: MOST_LEFT_TEXTS + 3 }, (_, at) => left(`key-${at}`, at));
  const bin = putAway([], many);
  expect(bin).toHaveLength(MOST_LEFT_TEXTS);
  expect(bin[0]?.at).toBe(MOST_LEFT_TEXTS + 2);
  expect(bin.at(-1)?.at).toBe(3);
});

test('of one key there is one entry, the later', () => {
  expect(putAway([left('a', 1)], [left('a', 2)])).toEqual([left('a', 2)]);
});

test('taking out what is not there changes nothing', () => {
  const bin = [left('a', 1)];
  expect(takeOut(bin, 'b')).toBe(bin);
  expect(takeOut(bin, 'a')).toEqual([]);
});

const TEXT = 'kind: NetworkPolicy\nmetadata:\n  name: web\nspec:\n  podSelector: {}\n';

test.each([
  ['emptied', '', true],
  ['another text pasted over it', 'kind: Pod\nimage: nginx\n', true],
  ['its second half deleted', TEXT.slice(0, 30), true],
  ['a letter typed', `${TEXT}x`, false],
  ['a line deleted', TEXT.replace('  name: web\n', ''), false],
  ['a text pasted after it', TEXT + TEXT, false],
  ['other line ends', TEXT.replaceAll('\n', '\r\n'), false],
])('%s: was most of the text taken away?', (_, after, expected) => {
  expect(isMostlyTaken(TEXT, after)).toBe(expected);
});

test('a few letters are soon typed again', () => expect(isMostlyTaken('kind: Pod', '')).toBe(false));
