import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { route } from '../lanes/route.ts';
import { routeOverlay } from '../lanes/route-overlay.ts';
import type { Placement, Route } from '../model/geometry.ts';
import type { EdgeKind, MapEdge, MapModel } from '../model/map-model.ts';
import { placeTags } from '../output/place-tags.ts';
import { METRICS, place } from '../places/place.ts';
import { isHardlyKnown } from '../places/place-kept.ts';
import { brokenLaws, needlesslyShared } from './check-routes.ts';
import { brokenTagLaws } from './check-tags.ts';
import { mapOf, type RandomMap } from './random-map.ts';

const CASES = Number(process.env.NETPOL_CASES ?? 300);
const SEED = 20_261_122;
const PATIENCE = 60_000 + CASES * 400;
const VIEWPORT = { width: 1400, height: 800 };
const RUN = { numRuns: CASES, seed: SEED };
/** With five ports in and seven out, a gate that fewer nets touch has no reason to share. */
const SHARED_FROM = 6;
/** Largest share of bundled edges over the whole seeded set. */
const MOST_BUNDLED = 0.03;

const maps = randomMaps({ namespaces: 40, workloads: 12, edges: 300 });

/** Counts are drawn evenly up to these: small clusters are no more likely than large ones. */
function randomMaps(most: {
  readonly namespaces: number;
  readonly workloads: number;
  readonly edges: number;
}): fc.Arbitrary<RandomMap> {
  const number = fc.nat({ max: 1_000_000 });
  const size = 'max' as const;
  const arbitrary = fc.record({
    sizes: fc.integer({ min: 1, max: most.namespaces }).chain((count) => {
      const workloads = fc.integer({ min: 1, max: most.workloads });
      return fc.array(workloads, { minLength: count, maxLength: count, size });
    }),
    pairs: fc
      .integer({ min: 0, max: most.edges })
      .chain((count) => fc.array(fc.tuple(number, number), { minLength: count, maxLength: count, size })),
    shape: fc.constantFrom('even', 'hub-in', 'hub-out', 'mixed'),
    outside: fc.boolean(),
  });
  return fc.noBias(arbitrary);
}

function idsOf(model: MapModel): string[] {
  return model.plates.flatMap((plate) => plate.strips.map((strip) => strip.id)).sort();
}

function edge(kind: EdgeKind, source: string, destination: string): MapEdge {
  return { id: `${kind} ${source} > ${destination}`, kind, source, destination, label: 'any port' };
}

function lawful(model: MapModel, placement: Placement, routes: readonly Route[]): void {
  expect(brokenLaws(model, placement, routes)).toEqual([]);
  expect(needlesslyShared(placement, routes, SHARED_FROM)).toEqual([]);
}

const rects = (placement: Placement) => [...placement.strips].sort(([a], [b]) => (a < b ? -1 : 1));

/** The same content in another order: plates, strips and edges backwards. */
function shuffled(model: MapModel): MapModel {
  const plates = [...model.plates].reverse().map((plate) => ({ ...plate, strips: [...plate.strips].reverse() }));
  return { ...model, plates, edges: [...model.edges].reverse() };
}

/** Some pairs that have no edge yet. */
function newPairs(model: MapModel, random: RandomMap, count: number): [string, string][] {
  const ids = idsOf(model);
  const known = new Set(model.edges.map((each) => `${each.source} > ${each.destination}`));
  const found: [string, string][] = [];
  for (let i = 0; i < ids.length * 7 && found.length < count; i += 1) {
    const [source, destination] = [ids[(i * 31 + random.pairs.length) % ids.length], ids[(i * 17 + 5) % ids.length]];
    if (source === undefined || destination === undefined || source === destination) continue;
    if (known.has(`${source} > ${destination}`)) continue;
    known.add(`${source} > ${destination}`);
    found.push([source, destination]);
  }
  return found;
}

describe('laws of the map, on random clusters', () => {
  it('lines run in the streets, apart from each other, and tags keep off everything', { timeout: PATIENCE }, () => {
    let [edges, bundled, tagged] = [0, 0, 0];
    fc.assert(
      fc.property(maps, (random) => {
        const model = mapOf(random);
        const placement = place(model, METRICS, VIEWPORT);
        const routes = route(model.edges, placement);
        expect(routes.length).toBe(model.edges.length);
        lawful(model, placement, routes);
        const tags = placeTags(model, placement, routes);
        expect(brokenTagLaws(placement, routes, tags)).toEqual([]);
        edges += routes.length;
        bundled += routes.filter((each) => each.bundled).length;
        tagged += tags.length;
      }),
      RUN,
    );
    expect(edges).toBeGreaterThan(CASES * 50);
    expect(tagged).toBeGreaterThan(CASES);
    expect(bundled / edges).toBeLessThan(MOST_BUNDLED);
  });

  it('the order of the input changes nothing', { timeout: PATIENCE }, () => {
    fc.assert(
      fc.property(maps, (random) => {
        const model = mapOf(random);
        const other = shuffled(model);
        const [a, b] = [place(model, METRICS, VIEWPORT), place(other, METRICS, VIEWPORT)];
        expect(rects(b)).toEqual(rects(a));
        expect(route(other.edges, b)).toEqual(route(model.edges, a));
      }),
      { ...RUN, numRuns: Math.ceil(CASES / 3) },
    );
  });

  it('one more edge moves no strip, and few lines where earlier routes are kept', { timeout: PATIENCE }, () => {
    let [kept, moved] = [0, 0];
    fc.assert(
      fc.property(maps, (random) => {
        const model = mapOf(random);
        const before = place(model, METRICS, VIEWPORT);
        const routes = route(model.edges, before);
        const [pair] = newPairs(model, random, 1);
        if (!pair) return;
        const more = { ...model, edges: [...model.edges, edge('rule', ...pair)] };
        const placement = place(more, METRICS, VIEWPORT, before.memory);
        expect(rects(placement)).toEqual(rects(before));
        lawful(more, placement, route(more.edges, placement));
        const sticky = route(more.edges, placement, routes);
        lawful(more, placement, sticky);
        const earlier = new Map(routes.map((each) => [each.edge, JSON.stringify(each.points)]));
        kept += routes.length;
        moved += sticky.filter((each) => (earlier.get(each.edge) ?? '') !== JSON.stringify(each.points)).length - 1;
      }),
      RUN,
    );
    expect(moved / kept).toBeLessThan(0.03);
  });

  it('kept routes of unchanged edges do not change at all', { timeout: PATIENCE }, () => {
    fc.assert(
      fc.property(maps, (random) => {
        const model = mapOf(random);
        const placement = place(model, METRICS, VIEWPORT);
        const first = route(model.edges, placement);
        if (first.some((each) => each.bundled)) return;
        expect(route(model.edges, placement, first)).toEqual(first);
      }),
      { ...RUN, numRuns: Math.ceil(CASES / 3) },
    );
  });

  it('lines on top keep off the base, which stays as it was', { timeout: PATIENCE }, () => {
    fc.assert(
      fc.property(maps, (random) => {
        const base = mapOf(random);
        const kinds: EdgeKind[] = ['added', 'removed', 'denied', 'open'];
        const overlay = newPairs(base, random, 10).map((pair, i) => edge(kinds[i % kinds.length] ?? 'added', ...pair));
        const model = { ...base, overlay };
        const placement = place(model, METRICS, VIEWPORT);
        const routes = route(model.edges, placement);
        const copy = structuredClone(routes);
        const over = routeOverlay(overlay, placement, routes);
        expect(over.length).toBe(overlay.length);
        expect(routes).toEqual(copy);
        expect(brokenLaws(model, placement, [...routes, ...over])).toEqual([]);
        const all = [...routes, ...over];
        expect(brokenTagLaws(placement, all, placeTags(model, placement, all))).toEqual([]);
      }),
      RUN,
    );
  });

  it('namespaces and workloads that come and go move no other, and lines stay lawful', { timeout: PATIENCE }, () => {
    fc.assert(
      fc.property(maps, maps, (random, later) => {
        const before = mapOf(random);
        const first = place(before, METRICS, VIEWPORT);
        const after = mapOf({ ...later, outside: random.outside });
        const second = place(after, METRICS, VIEWPORT, first.memory);
        // A map of a handful of workloads that at least doubles is laid out anew.
        if (isHardlyKnown(after, first.memory)) return;
        for (const plate of after.plates) {
          const cell = first.memory.cells[plate.id];
          if (cell && first.plates.has(plate.id)) expect(second.memory.cells[plate.id]).toEqual(cell);
          expect(second.plates.has(plate.id)).toBe(true);
        }
        for (const [id, rect] of second.strips) {
          const earlier = first.strips.get(id);
          if (!earlier) continue;
          expect(second.memory.slots[id]).toEqual(first.memory.slots[id]);
          expect(rect.x).toBe(earlier.x);
          expect(rect.y).toBeGreaterThanOrEqual(earlier.y);
        }
        lawful(after, second, route(after.edges, second));
        lawful(after, second, route(after.edges, second, route(before.edges, first)));
        const back = place(before, METRICS, VIEWPORT, second.memory);
        lawful(before, back, route(before.edges, back));
      }),
      RUN,
    );
  });

  it('plates and strips never overlap', { timeout: PATIENCE }, () => {
    fc.assert(
      fc.property(maps, (random) => {
        const placement = place(mapOf(random), METRICS, VIEWPORT);
        const plates = [...placement.plates.values()];
        for (const [i, a] of plates.entries()) {
          for (const b of plates.slice(i + 1)) {
            const apart = a.x + a.width < b.x || b.x + b.width < a.x || a.y + a.height < b.y || b.y + b.height < a.y;
            expect(apart).toBe(true);
          }
        }
        const cells = new Set([...placement.strips.values()].map((rect) => `${rect.x} ${rect.y}`));
        expect(cells.size).toBe(placement.strips.size);
      }),
      { ...RUN, numRuns: Math.ceil(CASES / 3) },
    );
  });
});
