import { expect, it } from 'vitest';
import { type FrameFacts, followFrame } from './follow-frame.ts';

it('tells a window or a draft that changed from a panel that opened beside the map', () => {
  let facts: FrameFacts = { width: 1280, height: 800, draftOpen: false };
  const frame = followFrame(() => facts);
  // What is seen first counts: the map has not been fitted yet.
  expect(frame.changed()).toBe(true);
  expect(frame.changed()).toBe(false);
  facts = { ...facts, width: 1920 };
  expect(frame.changed()).toBe(true);
  facts = { ...facts, draftOpen: true };
  expect([frame.changed(), frame.changed()]).toEqual([true, false]);
});
