import { expect, it } from 'vitest';
import { type FrameFacts, followFrame } from './follow-frame.ts';

it('tells a panel that opened for a selection from a window, a draft, or a panel that is still loading', () => {
  let facts: FrameFacts = { width: 1280, height: 800, draftOpen: false, selection: undefined };
  const frame = followFrame(() => facts);
  // What is seen first counts: the map has not been fitted yet.
  expect(frame.cause()).toBe('frame');
  facts = { ...facts, selection: 'a' };
  expect(frame.cause()).toBe('panel');
  facts = { ...facts, selection: 'b' };
  expect(frame.cause()).toBe('panel');
  facts = { ...facts, width: 1920 };
  expect(frame.cause()).toBe('frame');
  // The draft lets go of the selection; its panel comes, and grows once it is loaded.
  facts = { ...facts, selection: undefined, draftOpen: true };
  expect([frame.cause(), frame.cause()]).toEqual(['frame', 'frame']);
});
