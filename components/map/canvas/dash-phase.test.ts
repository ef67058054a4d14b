import { describe, expect, it } from 'vitest';
import type { Route } from '#graph';
import { dashOffsets, drawnLength } from './dash-phase.ts';

const way = (edge: string, ...pairs: [number, number][]) =>
  ({ edge, points: pairs.map(([x, y]) => ({ x, y })) }) as unknown as Route;

describe('dashes', () => {
  it('are in step where lines come together', () => {
    const a = way('a', [0, 0], [50, 0], [50, 100], [80, 100]);
    const b = way('b', [3, 40], [50, 40], [50, 100], [80, 100]);
    const offsets = dashOffsets([a, b], 10);
    for (const route of [a, b]) {
      const phase = (drawnLength(route.points) + (offsets.get(route.edge) ?? 0)) % 10;
      expect(Math.min(phase, 10 - phase)).toBeCloseTo(0);
    }
  });

  it('start anew on a line that shares its end with none', () => {
    expect(dashOffsets([way('a', [0, 0], [50, 0])], 10).size).toBe(0);
  });

  it('measure rounded corners', () => {
    expect(
      drawnLength([
        { x: 0, y: 0 },
        { x: 50, y: 0 },
        { x: 50, y: 50 },
      ]),
    ).toBeCloseTo(100 - 9 * (2 - Math.PI / 2));
  });
});
