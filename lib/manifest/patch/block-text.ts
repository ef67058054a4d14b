/** Lines put into a text and taken out of it. */

import type { Span } from './spans.ts';
import { isFirstOnLine, lineEnd, lineStart, nextLine } from './text-places.ts';
import { blockLines, type TextStyle } from './text-style.ts';

export function replaced(text: string, start: number, end: number, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** Lines below the one that ends at `end`. */
export function below(text: string, end: number, lines: readonly string[], { eol }: TextStyle): string {
  return replaced(text, end, end, lines.map((line) => eol + line).join(''));
}

/** Lines above the one that starts at `start`. */
export function above(text: string, start: number, lines: readonly string[], { eol }: TextStyle): string {
  return replaced(text, start, start, lines.map((line) => line + eol).join(''));
}

/** Whole lines, from the start of one to the end of another. */
export function withoutLines(text: string, start: number, end: number): string {
  const next = nextLine(text, end);
  if (next > end || start === 0) return replaced(text, start, next, '');
  // The last line has no line end of its own: that of the line before goes.
  return replaced(text, lineEnd(text, lineStart(text, start - 1)), end, '');
}

/** An element that begins within a line makes room for the next, with the comments between them. */
export function withoutFirst(text: string, gone: Span, next: Span): string {
  const between = text.slice(gone.end, next.head).replace(/^\s+/, '');
  return replaced(text, gone.head, next.head, between);
}

export function indented(lines: readonly string[], column: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(column) + line));
}

/**
 * A value in the place of one that follows `after` (a colon or a dash) and is written from `start` to `end`, or nowhere.
 * `column`: where the key or the dash stands.
 */
export function valueInPlace(
  text: string,
  {
    after,
    start,
    end,
    column,
  }: { after: number; start?: number | undefined; end?: number | undefined; column: number },
  value: unknown,
  inline: string | undefined,
  style: TextStyle,
): string {
  const isBelow = start !== undefined && lineStart(text, start) !== lineStart(text, after);
  const wasAt = start ?? after;
  if (inline !== undefined) {
    if (isBelow && end !== undefined) {
      const without = withoutLines(text, lineStart(text, start), lineEnd(text, end));
      return replaced(without, after, after, ` ${inline}`);
    }
    return replaced(text, wasAt, end ?? wasAt, start === undefined ? ` ${inline}` : inline);
  }
  const further = column + (Array.isArray(value) && !style.indentSeq ? 0 : style.step);
  const lines = indented(blockLines(value, style), further);
  if (isBelow && end !== undefined) {
    const whole = isFirstOnLine(text, start) ? lineStart(text, start) : start;
    return replaced(text, whole, end, lines.join(style.eol));
  }
  const bare =
    start !== undefined && end !== undefined
      ? replaced(text, text.slice(after, start).trim() === '' ? after : start, end, '')
      : text;
  return below(bare, lineEnd(bare, after), lines, style);
}
