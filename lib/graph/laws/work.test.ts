import { describe, expect, it } from 'vitest';
import { route } from '../lanes/route.ts';
import type { MapEdge } from '../model/map-model.ts';
import { METRICS, place } from '../places/place.ts';
import { brokenLaws } from './check-routes.ts';
import { busyMap, mapOf, numbers } from './random-map.ts';

describe('work of routing', () => {
  it.each([
    { namespaces: 15, workloads: 4, edges: 100, most: 500 },
    { namespaces: 40, workloads: 5, edges: 400, most: 6000 },
    { namespaces: 82, workloads: 6, edges: 2000, most: 110_000 },
  ])('$edges edges cost at most $most streets weighed and lanes tried', ({ namespaces, workloads, edges, most }) => {
    const model = mapOf(busyMap(5, namespaces, workloads, edges));
    const placement = place(model, METRICS, { width: 1400, height: 800 });
    const work = { ops: 0 };
    route(model.edges, placement, undefined, work);
    expect(work.ops).toBeGreaterThan(0);
    expect(work.ops).toBeLessThanOrEqual(most);
  });
});

describe('a live map', () => {
  it('stays lawful through 200 edges that come and go, and so does a fresh route of the end', {
    timeout: 60_000,
  }, () => {
    const model = mapOf(busyMap(5, 14, 5, 120));
    const placement = place(model, METRICS, { width: 1400, height: 800 });
    const ids = [...placement.strips.keys()].sort();
    const next = numbers(9);
    let edges: MapEdge[] = [...model.edges];
    let routes = route(edges, placement);
    for (let event = 0; event < 200; event += 1) {
      if (next() % 2 === 0) {
        const gone = next() % Math.max(1, edges.length);
        edges = edges.filter((_, i) => i !== gone);
      } else edges = withNew(edges, ids[next() % ids.length], ids[next() % ids.length]);
      routes = route(edges, placement, routes);
      if (event % 10 === 9) expect(brokenLaws({ ...model, edges }, placement, routes)).toEqual([]);
    }
    expect(brokenLaws({ ...model, edges }, placement, route(edges, placement))).toEqual([]);
    expect(place({ ...model, edges }, METRICS, { width: 1, height: 1 }, placement.memory).strips).toEqual(
      placement.strips,
    );
  });
});

function withNew(edges: readonly MapEdge[], source = '', destination = ''): MapEdge[] {
  const id = `rule ${source} > ${destination}`;
  if (source === destination || edges.some((edge) => edge.id === id)) return [...edges];
  return [...edges, { id, source, destination, kind: 'rule', label: 'any port' }];
}
