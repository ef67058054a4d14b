import { expect, test } from 'vitest';
import type { Edit } from '#draft';
import { firstFront, nextFront } from './use-front.ts';

const selection = { type: 'namespace', name: 'ui' } as const;
const edits = [{ key: 'a' }] as unknown as readonly Edit[];
const closed = { draftOpen: false, draft: { edits: [] }, selection: undefined };
const open = { draftOpen: true, draft: { edits, current: 'a' }, selection: undefined };

test('opening the draft brings it to the front, closing it the inspector', () => {
  expect(nextFront(open, closed)).toBe('draft');
  expect(nextFront(closed, open)).toBe('inspector');
});

test('a selection made beside an open draft is shown, and cleared goes back to the draft', () => {
  expect(nextFront({ ...open, selection }, open)).toBe('inspector');
  expect(nextFront(open, { ...open, selection })).toBe('draft');
});

test('choosing an edit while something is selected shows the edit', () => {
  const chosen = { ...open, draft: { edits, current: 'b' }, selection };
  expect(nextFront(chosen, { ...open, selection })).toBe('draft');
});

test('typing changes nothing about what is in front', () => {
  expect(nextFront({ ...open, draft: { edits, current: 'a' } }, open)).toBeUndefined();
  expect(nextFront({ ...closed, selection }, closed)).toBeUndefined();
});

test('a link to something shows it, also where it opens the draft that is brought back a moment later', () => {
  const linked = { draftOpen: true, draft: { edits: [] }, selection };
  expect(firstFront(linked)).toBe('inspector');
  expect(nextFront(linked, { ...closed, selection })).toBe('inspector');
  expect(nextFront({ ...open, selection }, linked)).toBe('inspector');
  expect(nextFront(open, { ...linked, selection: undefined })).toBe('draft');
});
