import { describe, expect, it } from 'vitest';
import { labInput, S0, S4 } from '../fixtures/lab.ts';
import { route } from '../lanes/route.ts';
import { brokenLaws } from '../laws/check-routes.ts';
import { mapModel } from '../model/build-map.ts';
import type { PlacementMemory } from '../model/geometry.ts';
import type { MapModel, Plate } from '../model/map-model.ts';
import { METRICS, place } from './place.ts';

const VIEWPORT = { width: 1010, height: 760 };
const lab = mapModel(labInput(S4));

function withPlates(model: MapModel, change: (plates: readonly Plate[]) => readonly Plate[]): MapModel {
  return { ...model, plates: change(model.plates) };
}

describe('places that are remembered', () => {
  const first = place(lab, METRICS, VIEWPORT);

  it('are used whatever the window', () => {
    expect(place(lab, METRICS, { width: 300, height: 200 }, first.memory)).toEqual(first);
  });

  it('come back when a namespace comes back', () => {
    const without = withPlates(lab, (plates) => plates.filter((plate) => plate.id !== 'catalog'));
    const gone = place(without, METRICS, VIEWPORT, first.memory);
    expect(gone.plates.has('catalog')).toBe(false);
    expect(gone.plates.get('orders')).toEqual(first.plates.get('orders'));
    const back = place(lab, METRICS, VIEWPORT, gone.memory);
    expect(back.plates).toEqual(first.plates);
    expect(back.strips).toEqual(first.strips);
  });

  it('survive being stored as JSON', () => {
    const stored = JSON.parse(JSON.stringify(first.memory)) as PlacementMemory;
    expect(place(lab, METRICS, VIEWPORT, stored)).toEqual(first);
  });

  it('of another version are not used', () => {
    expect(place(lab, METRICS, VIEWPORT, { ...first.memory, version: 0, cells: {} })).toEqual(first);
  });

  it.each([
    ['a cell beyond the columns', { cells: { ui: { column: 99, band: 0 } } }],
    ['a cell taken twice', { cells: { ui: { column: 1, band: 1 }, catalog: { column: 1, band: 1 } } }],
    ['numbers that are none', { cells: { ui: { column: Number.NaN, band: -1 } }, bands: [Number.NaN, 5, -3, 96] }],
    ['streets without width', { streets: { V1: Number.NaN, H1: -50, I1: 0 } }],
    ['no slots', { slots: {} }],
  ])('with %s still give a lawful map', (_, part) => {
    const memory = { ...first.memory, ...part } as PlacementMemory;
    const placement = place(lab, METRICS, VIEWPORT, memory);
    for (const plate of lab.plates) expect(placement.plates.has(plate.id)).toBe(true);
    const routes = route(lab.edges, placement);
    expect(routes.length).toBe(lab.edges.length);
    expect(brokenLaws(lab, placement, routes)).toEqual([]);
  });
});

describe('a plate that grows', () => {
  it('pushes lower bands down and moves nothing else', () => {
    const first = place(lab, METRICS, VIEWPORT);
    const grown = withPlates(lab, (plates) =>
      plates.map((plate) => {
        const [strip] = plate.strips;
        if (plate.id !== 'ui' || !strip) return plate;
        return { ...plate, strips: [strip, { ...strip, id: 'ui/web[Deployment]', name: 'web' }] };
      }),
    );
    const next = place(grown, METRICS, VIEWPORT, first.memory);
    expect(next.strips.get('ui/ui[Deployment]')).toEqual(first.strips.get('ui/ui[Deployment]'));
    expect(next.plates.get('carts')).toEqual(first.plates.get('carts'));
    const moved = (next.plates.get('orders')?.y ?? 0) - (first.plates.get('orders')?.y ?? 0);
    expect(moved).toBe(68);
    expect(next.plates.get('kube-system')?.x).toBe(first.plates.get('kube-system')?.x);
  });
});

describe('a map that is being filled', () => {
  const only = (count: number): MapModel => {
    let left = count;
    const plates = lab.plates.map((plate) => {
      const strips = plate.kind === 'namespace' ? plate.strips.slice(0, left) : plate.strips;
      if (plate.kind === 'namespace') left -= strips.length;
      return { ...plate, strips };
    });
    return {
      ...lab,
      plates: plates.filter((plate) => plate.kind !== 'namespace' || plate.strips.length > 0),
      edges: [],
    };
  };

  it('is laid out anew while it knows hardly any workload', () => {
    const bare = place(only(0), METRICS, VIEWPORT);
    expect(place(lab, METRICS, VIEWPORT, bare.memory)).toEqual(place(lab, METRICS, VIEWPORT));
    expect(place(lab, METRICS, VIEWPORT, place(only(2), METRICS, VIEWPORT).memory)).toEqual(
      place(lab, METRICS, VIEWPORT),
    );
  });

  it('later keeps what stands and may add a column at the right', () => {
    const six = place(only(6), METRICS, VIEWPORT);
    const all = place(lab, METRICS, VIEWPORT, six.memory);
    for (const [id, rect] of six.strips) expect(all.strips.get(id)?.x).toBe(rect.x);
    expect(all.plates.size).toBe(lab.plates.length);
    const routes = route(lab.edges, all);
    expect(brokenLaws(lab, all, routes)).toEqual([]);
    const ratio = all.bounds.width / all.bounds.height;
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(3.5);
  });
});

describe('a window without size', () => {
  it('does not choose the shape of the map', () => {
    for (const side of [0, Number.NaN, -1]) {
      expect(place(lab, METRICS, { width: side, height: side })).toEqual(place(lab, METRICS, VIEWPORT));
    }
  });
});

describe('small maps', () => {
  it('with nothing on them have a place too', () => {
    const empty: MapModel = { plates: [], edges: [], overlay: [] };
    const placement = place(empty, METRICS, VIEWPORT);
    expect(Number.isFinite(placement.bounds.width)).toBe(true);
    expect(route([], placement)).toEqual([]);
    const filled = place(mapModel(labInput(S0)), METRICS, VIEWPORT, placement.memory);
    expect(filled.plates.size).toBe(8);
  });
});
