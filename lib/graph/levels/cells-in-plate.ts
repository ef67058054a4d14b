/** Cells of a folded group: with numbers while they can be read, small squares where they are many, else none. */

import type { Rect } from '../model/geometry.ts';
import type { NamespaceMark, PlateMark } from './picture.ts';

const NUMBER = { width: 28, height: 17, gapX: 4, gapY: 6, widest: 54 } as const;
const SQUARE = { side: 12, pitch: 14 } as const;
const MOST_NUMBERS = 24;
const MOST_SQUARES = 96;
const TITLE = { usual: 30, low: 22 } as const;
const WORD = 13;
const FOOT = { usual: 8, low: 3 } as const;
/** Lower plates have a smaller title. */
const LOW = 110;

export interface PlateContent {
  readonly plate: Pick<PlateMark, 'histogram' | 'words' | 'gate'>;
  readonly marks: readonly NamespaceMark[];
}

/** `order`: an empty name is a gap. */
export function cellsInPlate(rect: Rect, order: readonly string[], folded: boolean): PlateContent {
  const gate = rect.width >= 150 ? 28 : rect.width >= 104 ? 22 : 15;
  const words = wordsFor(rect, folded);
  const size = rect.height < LOW ? 'low' : 'usual';
  const box: Rect = {
    x: rect.x + gate,
    y: rect.y + TITLE[size],
    width: rect.width - 2 * gate,
    height: rect.height - TITLE[size] - FOOT[size] - words * WORD,
  };
  const marks = numbered(box, order) ?? squares(box, order);
  return { plate: { histogram: marks === undefined, words, gate }, marks: marks ?? [] };
}

/** Open, shut, from and to; two lines of words where the plate is low, and none in the smallest. */
function wordsFor({ width, height }: Rect, folded: boolean): number {
  if (width < 110) return folded && height > 180 ? 4 : 0;
  if (height >= 170) return 4;
  return height >= 124 ? 2 : 0;
}

function numbered(box: Rect, order: readonly string[]): NamespaceMark[] | undefined {
  const count = order.length;
  if (count > MOST_NUMBERS) return undefined;
  const most = Math.floor((box.width + NUMBER.gapX) / (NUMBER.width + NUMBER.gapX));
  const tallest = Math.floor((box.height + NUMBER.gapY) / (NUMBER.height + NUMBER.gapY));
  if (most < 1 || tallest < 1 || most * tallest < count) return undefined;
  const columns = Math.min(most, Math.max(Math.min(4, most), Math.ceil(count / tallest)));
  const width = Math.min(NUMBER.widest, (box.width - (columns - 1) * NUMBER.gapX) / columns);
  return marksAt(order, columns, (column, row) => ({
    x: box.x + column * (width + NUMBER.gapX),
    y: box.y + row * (NUMBER.height + NUMBER.gapY),
    width,
    height: NUMBER.height,
  })).map((mark) => ({ ...mark, look: 'number' }));
}

function squares(box: Rect, order: readonly string[]): NamespaceMark[] | undefined {
  const count = order.length;
  const columns = Math.floor((box.width + SQUARE.pitch - SQUARE.side) / SQUARE.pitch);
  const rows = Math.floor((box.height + SQUARE.pitch - SQUARE.side) / SQUARE.pitch);
  if (count > MOST_SQUARES || columns < 1 || columns * rows < count) return undefined;
  return marksAt(order, columns, (column, row) => ({
    x: box.x + column * SQUARE.pitch,
    y: box.y + row * SQUARE.pitch,
    width: SQUARE.side,
    height: SQUARE.side,
  })).map((mark) => ({ ...mark, look: 'square' }));
}

function marksAt(order: readonly string[], columns: number, rectAt: (column: number, row: number) => Rect) {
  return order.flatMap((namespace, at) =>
    namespace === '' ? [] : [{ namespace, rect: rectAt(at % columns, Math.floor(at / columns)) }],
  );
}
