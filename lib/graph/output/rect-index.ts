/** Rectangles in square buckets: what lies near a place is found without looking at all of them. */

import type { Rect } from '../model/geometry.ts';

const CELL = 128;

interface Marked {
  readonly rect: Rect;
  /** Who put it there; a search may leave its own out. */
  readonly owner: string;
}

export class RectIndex {
  private readonly buckets = new Map<number, Marked[]>();

  add(rect: Rect, owner: string): void {
    const marked = { rect, owner };
    this.eachCell(rect, (key) => {
      const bucket = this.buckets.get(key);
      if (bucket) bucket.push(marked);
      else this.buckets.set(key, [marked]);
      return false;
    });
  }

  /** True when some rectangle of another owner overlaps. */
  hits(rect: Rect, owner?: string): boolean {
    return this.eachCell(rect, (key) => {
      const bucket = this.buckets.get(key);
      if (bucket) for (const marked of bucket) if (marked.owner !== owner && overlaps(marked.rect, rect)) return true;
      return false;
    });
  }

  /** Stops, and says true, where the visitor does. */
  private eachCell(rect: Rect, visit: (key: number) => boolean): boolean {
    const [fromX, toX] = [Math.floor(rect.x / CELL), Math.floor((rect.x + rect.width) / CELL)];
    const [fromY, toY] = [Math.floor(rect.y / CELL), Math.floor((rect.y + rect.height) / CELL)];
    for (let x = fromX; x <= toX; x += 1) for (let y = fromY; y <= toY; y += 1) if (visit(x * 65536 + y)) return true;
    return false;
  }
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function grownRect(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}
