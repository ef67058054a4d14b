import { expect, test } from 'vitest';
import { lineChanges } from './line-changes.ts';

test('a new text is added as a whole', () => {
  expect(lineChanges('', 'a\nb\n')).toEqual([{ first: 1, last: 3, kind: 'added' }]);
});

test('added and changed lines are told apart, and an equal text has none', () => {
  expect(lineChanges('a\nb\nc', 'a\nx\nc\nd')).toEqual([
    { first: 2, last: 2, kind: 'changed' },
    { first: 4, last: 4, kind: 'added' },
  ]);
  expect(lineChanges('a\nb\n', 'a\nb\nc')).toEqual([{ first: 3, last: 3, kind: 'added' }]);
  expect(lineChanges('a\nb', 'a\nb')).toEqual([]);
  expect(lineChanges('a\nb\nc', 'a\nc')).toEqual([]);
});
