import { describe, expect, it } from 'vitest';
import { labInput, S4 } from '../fixtures/lab.ts';
import { route } from '../lanes/route.ts';
import { brokenLaws } from '../laws/check-routes.ts';
import { mapModel } from '../model/build-map.ts';
import type { MapModel, Plate, Strip } from '../model/map-model.ts';
import { forgetGone } from './forget-gone.ts';
import { METRICS, place } from './place.ts';

const VIEWPORT = { width: 1010, height: 760 };
const lab = mapModel(labInput(S4));
const names = new Set(lab.plates.map(({ id }) => id));
const isThere = (name: string) => names.has(name);

/** A preview namespace comes; its three workloads call each other. */
function withStress(model: MapModel): MapModel {
  const pattern = model.plates.find(({ id }) => id === 'ui') as Plate;
  const [strip] = pattern.strips as [Strip];
  const strips = ['a', 'b', 'c'].map((name) => ({ ...strip, id: `stress/${name}[Deployment]`, plate: 'stress', name }));
  const plate = { ...pattern, id: 'stress', title: 'stress', strips };
  return { ...model, plates: [...model.plates, plate] };
}

describe('a namespace that is gone for good', () => {
  const first = place(lab, METRICS, VIEWPORT);
  const crowded = place(withStress(lab), METRICS, VIEWPORT, first.memory);

  it('leaves no hole: the map is as small as it was', () => {
    expect(crowded.bounds).not.toEqual(first.bounds);
    const left = place(lab, METRICS, VIEWPORT, forgetGone(crowded.memory, isThere));
    // But for the outermost street, which may be a little wider than it was.
    expect(left.bounds.width).toBeLessThanOrEqual(first.bounds.width + 16);
    expect(left.bounds.height).toBeLessThanOrEqual(first.bounds.height + 16);
    expect(Object.keys(left.memory.cells)).not.toContain('stress');
  });

  it.each([...names].filter((name) => !name.startsWith(':')))(
    '%s leaves a lawful map of the others, in their order',
    (name) => {
      const rest: MapModel = {
        ...lab,
        plates: lab.plates.filter(({ id }) => id !== name),
        edges: lab.edges.filter(
          ({ source, destination }) => ![source, destination].some((id) => id.startsWith(`${name}/`)),
        ),
      };
      const placement = place(
        rest,
        METRICS,
        VIEWPORT,
        forgetGone(first.memory, (each) => each !== name),
      );
      expect(brokenLaws(rest, placement, route(rest.edges, placement))).toEqual([]);
      const order = (of: typeof first, axis: 'x' | 'y') =>
        rest.plates.map(({ id }) => of.plates.get(id)?.[axis] ?? Number.NaN);
      for (const axis of ['x', 'y'] as const) {
        const [before, after] = [order(first, axis), order(placement, axis)];
        for (const i of before.keys())
          for (const j of before.keys()) {
            if ((before[i] as number) < (before[j] as number))
              expect(after[i] as number).toBeLessThan(after[j] as number);
          }
      }
    },
  );

  it('is told from one that only runs nothing just now, whose place is kept', () => {
    expect(forgetGone(crowded.memory, () => true)).toBe(crowded.memory);
  });
});
