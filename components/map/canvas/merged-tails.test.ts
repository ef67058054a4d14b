import { describe, expect, it } from 'vitest';
import type { Point, Route } from '#graph';
import { commonTail, mergedTails } from './merged-tails.ts';

const p = (x: number, y: number): Point => ({ x, y });
const way = (edge: string, ...points: Point[]) => ({ edge, points }) as unknown as Route;

describe('mergedTails', () => {
  it('begin where the second line joins and end at the gate', () => {
    const high = way('a', p(0, 0), p(50, 0), p(50, 100), p(80, 100));
    const low = way('b', p(0, 40), p(50, 40), p(50, 100), p(80, 100));
    expect(mergedTails([high, low]).map((trunk) => trunk.points)).toEqual([[p(50, 46), p(50, 100), p(80, 100)]]);
  });

  it('cover both arms when lines join from above and from below', () => {
    const above = [
      way('a', p(0, 0), p(50, 0), p(50, 100), p(80, 100)),
      way('b', p(0, 40), p(50, 40), p(50, 100), p(80, 100)),
    ];
    const below = [
      way('c', p(0, 200), p(50, 200), p(50, 100), p(80, 100)),
      way('d', p(0, 150), p(50, 150), p(50, 100), p(80, 100)),
    ];
    expect(mergedTails([...above, ...below])).toHaveLength(2);
  });

  it('are none for a line that is alone at its gate', () => {
    expect(mergedTails([way('a', p(0, 0), p(80, 0)), way('b', p(0, 9), p(80, 9))])).toEqual([]);
  });

  it('measure what two ways have in common before the gate', () => {
    expect(commonTail([p(0, 0), p(80, 0)], [p(20, 0), p(80, 0)])).toBe(60);
    expect(commonTail([p(0, 0), p(80, 0)], [p(80, 30), p(80, 0)])).toBe(0);
  });
});
