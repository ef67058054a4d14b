import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deleteEdit, discardEdit, EMPTY_DRAFT, newEdit, openEdit, showEdit } from './draft-edits.ts';
import { type DraftRecord, draftFromFirstFormat, recordFromText, recordToText } from './draft-record.ts';
import type { Edit } from './draft-set.ts';

const stored = { id: 'lab/p', namespace: 'lab', base: { uid: 'u', resourceVersion: '1' }, text: 'stored' };

const edit = newEdit(EMPTY_DRAFT, 'a', 'lab', 'new').edits[0] as Edit;

test('a record survives being kept and read', () => {
  const record: DraftRecord = { edit, place: 3, left: { because: 'discarded', at: 7 }, seen: { page: 2 } };
  expect(recordFromText(recordToText(record))).toEqual(record);
});

test('whatever was kept never throws, and what is no record reads as none', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      recordFromText(text);
      draftFromFirstFormat(text);
    }),
    { seed: 5 },
  );
  const text = recordToText({ edit, place: 1, seen: {} });
  expect(recordFromText(text.replace('"format":2', '"format":3'))).toBeUndefined();
  expect(recordFromText(text.replace('"action":"put"', '"action":"patch"'))).toBeUndefined();
});

test('a draft of the first format reads whole or not at all', () => {
  const first = (edits: readonly unknown[]) => JSON.stringify({ version: 1, edits, current: 'a' });
  expect(draftFromFirstFormat(first([edit]))).toEqual({ edits: [edit], current: 'a' });
  expect(draftFromFirstFormat(first([edit, { key: 1 }]))).toBeUndefined();
  expect(draftFromFirstFormat(first([edit]).replace('"version":1', '"version":2'))).toBeUndefined();
});

test('one policy has one edit: opening it again shows it, deleting it turns it into a deletion', () => {
  const open = openEdit(newEdit(EMPTY_DRAFT, 'a', 'lab', 'new'), 'b', stored);
  expect(openEdit(showEdit(open, 'a'), 'c', stored)).toEqual(open);
  const deleted = deleteEdit(open, 'c', stored);
  expect(deleted.edits.map((edit) => `${edit.key} ${edit.action}`)).toEqual(['a put', 'b delete']);
});

test('when an edit is discarded its neighbour is shown', () => {
  const draft = openEdit(newEdit(EMPTY_DRAFT, 'a', 'lab', 'new'), 'b', stored);
  expect(discardEdit(draft, 'b').current).toBe('a');
  expect(discardEdit(discardEdit(draft, 'b'), 'a')).toEqual({ edits: [] });
});
