import { describe, expect, it } from 'vitest';
import { labInput, S4 } from '../fixtures/lab.ts';
import { route } from '../lanes/route.ts';
import { brokenLaws } from '../laws/check-routes.ts';
import { mapModel } from '../model/build-map.ts';
import type { MapModel, Plate, Strip } from '../model/map-model.ts';
import { closeUp, forgetGone } from './forget-gone.ts';
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

describe('what is out of view', () => {
  const whole = place(lab, METRICS, VIEWPORT);
  const left = (plates: readonly Plate[]) => {
    const ids = new Set(plates.flatMap(({ strips }) => strips.map(({ id }) => id)));
    const edges = lab.edges.filter(({ source, destination }) => ids.has(source) && ids.has(destination));
    return { ...lab, plates, edges };
  };

  it('takes no room, and what is left stands as it stood to each other', () => {
    const some = left(lab.plates.filter(({ id }) => id === 'ui' || id === 'orders'));
    const placement = place(some, METRICS, VIEWPORT, closeUp(whole.memory, some.plates));
    expect(brokenLaws(some, placement, route(some.edges, placement))).toEqual([]);
    expect(placement.bounds.height).toBeLessThan(whole.bounds.height / 2);
    const x = (name: string, of: typeof whole) => of.plates.get(name)?.x ?? Number.NaN;
    expect(x('ui', placement) < x('orders', placement)).toBe(x('ui', whole) < x('orders', whole));
  });

  it('leaves no row behind when workloads of a namespace go', () => {
    const grown = withMore(lab, 'orders', 5);
    const crowded = place(grown, METRICS, VIEWPORT, whole.memory);
    expect(crowded.bounds.height).toBeGreaterThan(whole.bounds.height);
    const after = place(lab, METRICS, VIEWPORT, closeUp(crowded.memory, lab.plates));
    expect(after.bounds).toEqual(whole.bounds);
    expect(after.strips).toEqual(whole.strips);
  });

  it('changes nothing where all is in view', () => {
    const same = place(lab, METRICS, VIEWPORT, closeUp(whole.memory, lab.plates));
    expect(same.strips).toEqual(whole.strips);
    expect(same.bounds).toEqual(whole.bounds);
  });
});

function withMore(model: MapModel, name: string, count: number): MapModel {
  const plates = model.plates.map((plate) => {
    const [strip] = plate.strips;
    if (plate.id !== name || strip === undefined) return plate;
    const more = Array.from({ length: count }, (_, at) => ({
      ...strip,
      id: `${name}/x${at}[Deployment]`,
      name: `x${at}`,
    }));
    return { ...plate, strips: [...plate.strips, ...more] };
  });
  return { ...model, plates };
}
