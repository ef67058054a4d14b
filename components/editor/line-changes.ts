/** Which lines of a text are new or changed against another: the bar beside the line numbers. */

import { diffArrays } from 'diff';

export interface LineChange {
  /** Lines from 1, both inclusive. */
  readonly first: number;
  readonly last: number;
  readonly kind: 'added' | 'changed';
}

/** A text without a base is new from top to end. */
export function lineChanges(base: string, text: string): readonly LineChange[] {
  const lines = text.split('\n');
  if (base === '') return [{ first: 1, last: lines.length, kind: 'added' }];
  const changes: LineChange[] = [];
  let line = 1;
  let removedBefore = false;
  for (const part of diffArrays(base.split('\n'), lines, { timeout: 50 }) ?? []) {
    const count = part.value.length;
    if (part.removed) {
      removedBefore = true;
      continue;
    }
    if (part.added) changes.push({ first: line, last: line + count - 1, kind: removedBefore ? 'changed' : 'added' });
    line += count;
    removedBefore = false;
  }
  return changes;
}
