/** Texts that left a draft. Nobody has to type them again: the last fifty can be had back. */

import type { Edit } from './draft-set.ts';

/** Why a text is no longer in the draft. */
export type LeftBecause =
  | 'discarded'
  | 'applied'
  /** The edit became the deletion of its policy. */
  | 'deletion'
  /** Most of the text was replaced at once. */
  | 'replaced';

export interface LeftText {
  /** The edit as it stood. Its key names the entry. */
  readonly edit: Edit;
  readonly because: LeftBecause;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export const MOST_LEFT_TEXTS = 50;

/** Newest first; of one key there is one entry, and beyond fifty the oldest go. */
export function putAway(bin: readonly LeftText[], left: readonly LeftText[]): readonly LeftText[] {
  if (left.length === 0) return bin;
  const byKey = new Map([...bin, ...left].map((entry) => [entry.edit.key, entry]));
  return [...byKey.values()].sort(newestFirst).slice(0, MOST_LEFT_TEXTS);
}

export function takeOut(bin: readonly LeftText[], key: string): readonly LeftText[] {
  return bin.some(({ edit }) => edit.key === key) ? bin.filter(({ edit }) => edit.key !== key) : bin;
}

/** Below this a text is soon typed again. */
const WORTH_KEEPING = 20;

/** Whether one change took more than half of a text away. Typing and small corrections do not. */
export function isMostlyTaken(before: string, after: string): boolean {
  const [old, now] = [before, after].map((text) => text.replaceAll('\r\n', '\n')) as [string, string];
  if (old.length < WORTH_KEEPING) return false;
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start++;
  let end = 0;
  while (end < most - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  return old.length - start - end > old.length / 2;
}

function newestFirst(one: LeftText, other: LeftText): number {
  return other.at - one.at || (one.edit.key < other.edit.key ? 1 : -1);
}
