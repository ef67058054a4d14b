/** Applies edits to a text. */

import type { TextEdit } from '../problems/problem.ts';

/** Edits must not overlap; their offsets are those of the text before. */
export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  const fromEnd = [...edits].sort((a, b) => b.start - a.start);
  return fromEnd.reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}
