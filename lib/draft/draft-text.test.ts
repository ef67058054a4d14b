import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deleteEdit, discardEdit, EMPTY_DRAFT, editText, newEdit, openEdit, showEdit } from './draft-edits.ts';
import { draftFromText, draftToText } from './draft-text.ts';

const stored = { id: 'lab/p', namespace: 'lab', base: { uid: 'u', resourceVersion: '1' }, text: 'stored' };

test('a draft survives being kept and restored', () => {
  const draft = editText(openEdit(newEdit(EMPTY_DRAFT, 'a', 'lab', 'new'), 'b', stored), 'b', 'typed');
  expect(draftFromText(draftToText(draft) ?? '')).toEqual(draft);
});

test('an empty draft and one too large are not kept', () => {
  expect(draftToText(EMPTY_DRAFT)).toBeUndefined();
  expect(draftToText(newEdit(EMPTY_DRAFT, 'a', 'lab', 'x'.repeat(3_000_000)))).toBeUndefined();
});

test('whatever was kept never throws, and what is no edit is dropped', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      draftFromText(text);
    }),
    { seed: 5 },
  );
  expect(draftFromText('{"version":1,"edits":[{"key":1},null]}')).toEqual({ edits: [] });
  expect(draftFromText('{"version":2,"edits":[]}')).toBeUndefined();
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
