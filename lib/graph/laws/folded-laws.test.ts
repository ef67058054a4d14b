import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { route } from '../lanes/route.ts';
import { foldedStrip } from '../model/folded-strip.ts';
import type { Placement } from '../model/geometry.ts';
import type { GateMark, MapEdge, MapModel, Plate } from '../model/map-model.ts';
import { FOLDED_METRICS, place } from '../places/place.ts';
import { brokenLaws } from './check-routes.ts';

const VIEWPORT = { width: 1000, height: 760 };
const GATE: GateMark = { text: '', tone: 'rule', wall: 'solid', halo: false };
const RUN = { numRuns: 60, seed: 20_261_123 };

function plate(name: string): Plate {
  const id = foldedStrip(name);
  const strip = { id, plate: name, name, kind: 'Namespace', detail: '', port: '', ingress: GATE, egress: GATE };
  return { id: name, kind: 'namespace', title: '', policies: '', policyCount: 0, strips: [strip], lines: [] };
}

function modelOf(count: number, pairs: readonly (readonly [number, number])[]): MapModel {
  const names = Array.from({ length: count }, (_, at) => `ns-${((at * 7919) % 1009).toString(36)}`);
  const edges = new Map<string, MapEdge>();
  for (const [a, b] of pairs) {
    const [source, destination] = [foldedStrip(names[a % count] ?? ''), foldedStrip(names[b % count] ?? '')];
    if (source === destination) continue;
    const id = `rule ${source} > ${destination}`;
    edges.set(id, { id, kind: 'rule', source, destination, share: 'some' });
  }
  return { folded: true, plates: names.map(plate), edges: [...edges.values()], overlay: [] };
}

const models = fc
  .record({
    count: fc.integer({ min: 1, max: 150 }),
    pairs: fc.array(fc.tuple(fc.nat(1000), fc.nat(1000)), { maxLength: 60, size: 'max' }),
  })
  .map(({ count, pairs }) => modelOf(count, pairs));

const rects = (placement: Placement) => [...placement.strips].sort(([a], [b]) => (a < b ? -1 : 1));

describe('a folded map', () => {
  it('has lawful lanes, whatever its namespaces and lines', () => {
    fc.assert(
      fc.property(models, (model) => {
        const placement = place(model, FOLDED_METRICS, VIEWPORT);
        expect(brokenLaws(model, placement, route(model.edges, placement))).toEqual([]);
      }),
      RUN,
    );
  });

  it('has a place of its own for every namespace, the same in whatever order they come', () => {
    fc.assert(
      fc.property(models, (model) => {
        const placement = place(model, FOLDED_METRICS, VIEWPORT);
        const corners = new Set([...placement.strips.values()].map(({ x, y }) => `${x} ${y}`));
        expect(corners.size).toBe(model.plates.length);
        const shuffled = { ...model, plates: [...model.plates].reverse(), edges: [...model.edges].reverse() };
        expect(rects(place(shuffled, FOLDED_METRICS, VIEWPORT))).toEqual(rects(placement));
      }),
      RUN,
    );
  });

  it('moves nothing when a namespace comes or goes', () => {
    fc.assert(
      fc.property(models, fc.nat(1000), (model, at) => {
        const before = place(model, FOLDED_METRICS, VIEWPORT);
        const gone = at % model.plates.length;
        const plates = [...model.plates.filter((_, index) => index !== gone), plate('new-one')];
        const after = place({ ...model, plates, edges: [] }, FOLDED_METRICS, VIEWPORT, before.memory);
        const kept = new Map(rects(before));
        for (const [id, rect] of rects(after)) {
          if (id !== foldedStrip('new-one') && model.plates.length > 2) expect(rect).toEqual(kept.get(id));
        }
      }),
      RUN,
    );
  });

  it('shows 150 namespaces near full size', () => {
    const { bounds } = place(modelOf(150, []), FOLDED_METRICS, VIEWPORT);
    expect(Math.min(VIEWPORT.width / bounds.width, VIEWPORT.height / bounds.height)).toBeGreaterThan(0.7);
  });
});
