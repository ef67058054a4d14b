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
  if (base === '') return [{ first: 1, last: text.split('\n').length, kind: 'added' }];
  const lines = linesOf(text);
  const changes: LineChange[] = [];
  let line = 1;
  let removedBefore = false;
  for (const part of diffArrays(linesOf(base), lines, { timeout: 50 }) ?? []) {
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

/** Without the empty line that a last line break opens: to write in it is to add, not to change. */
function linesOf(text: string): string[] {
  return text.replace(/\n$/, '').split('\n');
}
