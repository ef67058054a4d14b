/** Offsets to lines and columns. */

import type { LineCounter } from 'yaml';
import type { TextRange } from '../problems/problem.ts';

/** `end` is exclusive. A range is never empty unless the text is: a marker needs something to stand under. */
export function textRange(lines: LineCounter, start: number, end: number): TextRange {
  const from = position(lines, start);
  const to = position(lines, Math.max(start, end));
  return { start, end: Math.max(start, end), line: from.line, column: from.col, endLine: to.line, endColumn: to.col };
}

function position(lines: LineCounter, offset: number): { line: number; col: number } {
  const found = lines.linePos(offset);
  return found.line === 0 ? { line: 1, col: offset + 1 } : found;
}
