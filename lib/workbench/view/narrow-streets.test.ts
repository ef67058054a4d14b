import { describe, expect, it } from 'vitest';
import type { PlacementMemory } from '#graph';
import { narrowStreets } from './narrow-streets.ts';

const memory: PlacementMemory = {
  version: 1,
  cells: {},
  slots: {},
  streets: { V0: 40, V1: 160, V2: 40, I0: 96, I1: 96, H0: 40, H1: 60 },
  bands: [97],
  columns: [1, 2],
};

describe('streets in a small window', () => {
  it('keep their width while the map fits', () => {
    expect(narrowStreets(memory, 1000, 1000)).toBeUndefined();
  });

  it('give up what is missing and no more, level ones and absent inner ones nothing', () => {
    const narrow = narrowStreets(memory, 1000, 950);
    const lost = (name: string) => (memory.streets[name] ?? 0) - (narrow?.streets[name] ?? 0);
    expect(lost('H0') + lost('H1') + lost('I0')).toBe(0);
    expect(lost('V0') + lost('V1') + lost('V2') + lost('I1')).toBeGreaterThanOrEqual(50);
    expect(lost('V0') + lost('V1') + lost('V2') + lost('I1')).toBeLessThan(55);
  });

  it('never fall below what gates and lanes need', () => {
    expect(narrowStreets(memory, 1000, 800)?.streets).toMatchObject({ V0: 36, V1: 76, V2: 36, I1: 52 });
  });

  it('stay as they are on a map that is far too large', () => {
    expect(narrowStreets(memory, 4000, 1000)).toBeUndefined();
  });
});
