/** How the strips of namespaces stand in open plates: columns, width and pitch, the same in a column of plates. */

import type { Rect, Span } from '../model/geometry.ts';
import { LEAST_TYPE, type MarkLook } from './picture.ts';

export interface StripFigures {
  readonly look: Extract<MarkLook, 'strip' | 'line'>;
  readonly columns: number;
  readonly pitch: number;
  readonly height: number;
}

const TITLE = 32;
const FOOT = 10;
const SIDE = 9;
const STRIP = { height: 38, pitch: 56, least: 45, width: 112, inner: 34 } as const;
const LINE = { height: 18, pitch: 22, least: 20, width: 70, inner: 9 } as const;
const MOST_COLUMNS = 4;
/** Of a line: the height of its type. */
const LINE_TYPE = 11;

/**
 * For plates of one width and height, of which the fullest holds `most` strips: with two lines of words where they fit,
 * else one, else so small that the map must be zoomed.
 */
export function stripFigures(
  { width, height }: Pick<Rect, 'width' | 'height'>,
  most: number,
  looks: readonly ('strip' | 'line')[],
): StripFigures {
  const room = height - TITLE - FOOT;
  for (const look of looks) {
    const { least, pitch, height: tall, width: narrow, inner } = look === 'strip' ? STRIP : LINE;
    for (let columns = 1; columns <= MOST_COLUMNS; columns++) {
      if (columns > 1 && stripWidth(width, columns, inner) < narrow) break;
      const rows = Math.ceil(most / columns);
      if (rows * least <= room + least - tall) {
        return {
          look,
          columns,
          pitch: Math.min(pitch, Math.floor((room - tall) / Math.max(1, rows - 1))),
          height: tall,
        };
      }
    }
  }
  let columns = 1;
  while (columns < MOST_COLUMNS && stripWidth(width, columns + 1, LINE.inner) >= LINE.width) columns++;
  const pitch = room / Math.ceil(most / columns);
  return { look: 'line', columns, pitch, height: pitch * 0.82 };
}

/** The height of a plate that holds so many strips of two lines in one column. */
export function heightForStrips(count: number): number {
  return TITLE + FOOT + (count - 1) * STRIP.least + STRIP.height;
}

/** The zoom from which the type on such strips is not below what can be read. */
export function legibleFrom({ look, height }: StripFigures): number {
  if (look === 'strip' || height >= LINE.height - 1e-6) return 1;
  return LEAST_TYPE / ((height / LINE.height) * LINE_TYPE);
}

function stripWidth(width: number, columns: number, inner: number): number {
  return (width - 2 * SIDE - (columns - 1) * inner) / columns;
}

/** Across the plate, from its left edge. */
export function stripSpans(plate: Span, { look, columns }: StripFigures): Span[] {
  const inner = innerWidth(plate, columns, look);
  const width = stripWidth(plate.to - plate.from, columns, inner);
  return Array.from({ length: columns }, (_, at) => {
    const from = plate.from + SIDE + at * (width + inner);
    return { from, to: from + width };
  });
}

/** Inner streets take what strips of a good width leave. */
function innerWidth(plate: Span, columns: number, look: 'strip' | 'line'): number {
  if (columns < 2) return 0;
  const { inner, width } = look === 'strip' ? STRIP : LINE;
  const spare = plate.to - plate.from - 2 * SIDE - columns * width * 1.15;
  return Math.max(inner, Math.min(look === 'strip' ? 72 : 20, spare / (columns - 1)));
}

export function stripRect(span: Span, top: number, row: number, { pitch, height }: StripFigures): Rect {
  return { x: span.from, y: top + TITLE + row * pitch, width: span.to - span.from, height };
}
