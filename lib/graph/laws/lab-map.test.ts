import { describe, expect, it } from 'vitest';
import { DRAFT, labDraftInput, labInput, labReachability, S0, S4, S6 } from '../fixtures/lab.ts';
import { route } from '../lanes/route.ts';
import { routeOverlay } from '../lanes/route-overlay.ts';
import { mapModel } from '../model/build-map.ts';
import type { Placement, Route } from '../model/geometry.ts';
import type { MapInput, MapModel } from '../model/map-model.ts';
import { placeTags } from '../output/place-tags.ts';
import { METRICS, place } from '../places/place.ts';
import { brokenLaws } from './check-routes.ts';
import { brokenTagLaws } from './check-tags.ts';

const VIEWPORT = { width: 1010, height: 760 };

function drawn(input: MapInput, memory?: Placement['memory'], previous?: readonly Route[]) {
  const model = mapModel(input);
  const placement = place(model, METRICS, VIEWPORT, memory);
  const routes = route(model.edges, placement, previous);
  const overlay = routeOverlay(model.overlay, placement, routes);
  const tags = placeTags(model, placement, [...routes, ...overlay]);
  return { model, placement, routes, overlay, tags };
}

/** Places and points, readable in a diff: a change of look shows line by line. */
function golden({ placement, routes, overlay, tags }: ReturnType<typeof drawn>): string {
  const rect = ({ x, y, width, height }: { x: number; y: number; width: number; height: number }) =>
    `${x} ${y} ${width} ${height}`;
  const points = (each: Route) => each.points.map((point) => `${point.x},${point.y}`).join(' ');
  const sorted = <T>(entries: Iterable<readonly [string, T]>) =>
    Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
  const content = {
    bounds: rect(placement.bounds),
    plates: sorted([...placement.plates].map(([id, each]) => [id, rect(each)])),
    strips: sorted([...placement.strips].map(([id, each]) => [id, rect(each)])),
    routes: sorted([...routes, ...overlay].map((each) => [each.edge, points(each)])),
    tags: sorted(tags.map((tag) => [`${tag.text} of ${tag.edges[0]}`, rect(tag.box)] as const)),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

function expectLawful(model: MapModel, { placement, routes, overlay, tags }: ReturnType<typeof drawn>): void {
  const all = [...routes, ...overlay];
  expect(brokenLaws(model, placement, all)).toEqual([]);
  expect(brokenTagLaws(placement, all, tags)).toEqual([]);
  expect(all.filter((each) => each.bundled)).toEqual([]);
}

describe('the lab on the map', () => {
  it.each([
    { name: 's0', input: labInput(S0) },
    { name: 's4', input: labInput(S4) },
    { name: 's6', input: labInput(S6) },
    { name: 'draft', input: labDraftInput() },
  ])('$name stands and runs as the golden file says', async ({ name, input }) => {
    const map = drawn(input);
    expectLawful(map.model, map);
    await expect(golden(map)).toMatchFileSnapshot(`../fixtures/golden-${name}.json`);
  });

  it('has callers left, the called ones in a column at the right, and the rest below', () => {
    const { placement } = drawn(labInput(S4));
    const { cells, slots } = placement.memory;
    expect(cells).toMatchObject({
      ':outside': { column: 0, band: 0 },
      ui: { column: 0, band: 1 },
      'kube-system': { column: 0, band: 2 },
      ':folded': { column: 0, band: 3 },
    });
    for (const name of ['carts', 'catalog', 'checkout', 'orders']) expect(cells[name]?.column).toBe(1);
    expect(cells.catalog?.band).toBe(1);
    expect(slots['catalog/catalog[Deployment]']).toEqual({ column: 0, row: 0 });
    expect(slots['catalog/catalog-mysql[StatefulSet]']).toEqual({ column: 1, row: 0 });
  });

  it('has the same cells without any policy, by names alone', () => {
    expect(drawn(labInput(S0)).placement.memory.cells).toEqual(drawn(labInput(S4)).placement.memory.cells);
    expect(drawn(labInput(S0)).placement.memory.slots).toEqual(drawn(labInput(S4)).placement.memory.slots);
  });

  it('moves nothing when policies come and a draft is typed', () => {
    const first = drawn(labInput(S0));
    let previous = first;
    for (const input of [labInput(S4), labDraftInput(), labInput(S6), labInput(DRAFT)]) {
      const next = drawn(input, previous.placement.memory, previous.routes);
      expect(next.placement.plates).toEqual(first.placement.plates);
      expect(next.placement.strips).toEqual(first.placement.strips);
      expectLawful(next.model, next);
      previous = next;
    }
  });

  it('unfolds the open pairs of a selected workload with one count', () => {
    const selection = { type: 'workload', id: 'catalog/catalog-mysql[StatefulSet]' } as const;
    const map = drawn({ ...labInput(S4), selection });
    expectLawful(map.model, map);
    expect(map.model.overlay.length).toBe(8);
    expect(map.tags.map((tag) => tag.text)).toContain('8 open');
  });

  it('shows denied pairs on demand, beside the middle of the gate', () => {
    const selection = { type: 'workload', id: 'catalog/catalog-mysql[StatefulSet]' } as const;
    const shown = { rule: true, open: false, denied: true, unknown: true };
    const map = drawn({ ...labInput(S4), selection, shown });
    expectLawful(map.model, map);
    const into = map.overlay.filter((each) => each.destination === selection.id);
    expect(into.length).toBe(8);
    expect(new Set(into.map((each) => each.entry))).toEqual(new Set([15]));
    expect(map.tags.map((tag) => tag.text)).toContain('8 denied');
  });

  it('the lab itself counts what the workshop counts', () => {
    expect([S0, S4, S6, DRAFT].map((state) => labReachability(state).totals.allowed)).toEqual([90, 71, 63, 63]);
  });
});
