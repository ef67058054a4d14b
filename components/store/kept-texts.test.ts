import { expect, test } from 'vitest';
import { type Edit, recordToText } from '#draft';
import { keptTexts } from './kept-texts.ts';

const edit = (key: string, text: string): Edit => ({
  key,
  action: 'put',
  base: null,
  baseText: '',
  text,
  namespace: 'shop',
});

const record = (key: string, text: string) => recordToText({ edit: edit(key, text), place: 1, seen: {} });

test('texts of all clusters and formats are found once each; what left a draft and what is empty are not', () => {
  const stored = new Map([
    ['netpol-studio/edits/lab/a', record('a', 'one')],
    ['netpol-studio/edits/other/b', record('b', 'two')],
    ['netpol-studio/edits/lab/c', record('c', '  ')],
    [
      'netpol-studio/edits/lab/d',
      recordToText({ edit: edit('d', 'gone'), place: 1, seen: {}, left: { because: 'discarded', at: 1 } }),
    ],
    ['netpol-studio/edits/lab/e', 'of another version'],
    ['netpol-studio/draft/lab', JSON.stringify({ version: 1, edits: [edit('a', 'one'), edit('f', 'three')] })],
    ['elsewhere', record('g', 'no')],
  ]);
  const names = (prefix: string) => [...stored.keys()].filter((name) => name.startsWith(prefix));
  expect(keptTexts({ names, read: (name) => stored.get(name) })).toEqual(['one', 'two', 'three']);
});
