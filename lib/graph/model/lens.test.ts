import { describe, expect, it } from 'vitest';
import { labInput, labReachability, S4 } from '../fixtures/lab.ts';
import { mapModel } from './build-map.ts';
import { legendCounts } from './legend-counts.ts';
import { lensOf } from './lens.ts';
import { totalsOf } from './lens-totals.ts';
import { pairStates } from './pairs.ts';

const UI = 'ui/ui[Deployment]';
const CATALOG = 'catalog/catalog[Deployment]';
const MYSQL = 'catalog/catalog-mysql[StatefulSet]';
const CARTS = 'carts/carts[Deployment]';
const ORDERS = 'orders/orders[Deployment]';

const input = labInput(S4);
const shop = labReachability(S4);

describe('a map of chosen namespaces', () => {
  it('has whoever shares a line with them, and draws no line between two others', () => {
    const lens = lensOf({ ...input, only: ['catalog'] });
    expect([...(lens?.peers ?? [])]).toEqual([UI]);
    const { edges } = mapModel({ ...input, only: ['catalog'] });
    expect(edges.map(({ source, destination }) => [source, destination])).toEqual([
      [CATALOG, MYSQL],
      [UI, CATALOG],
    ]);
  });

  it('is everything where nothing was chosen', () => {
    expect(lensOf({ ...input, only: 'all' })).toBeUndefined();
    expect(lensOf(input)).toBeUndefined();
  });

  it('has a pair that was selected elsewhere, with its line', () => {
    const selection = { type: 'edge', source: CARTS, destination: ORDERS } as const;
    const { plates, overlay } = mapModel({ ...input, only: ['catalog'], selection });
    expect(plates.map(({ id }) => id)).toEqual(expect.arrayContaining(['carts', 'orders']));
    expect(overlay.map(({ id }) => id)).toEqual([`open ${CARTS} > ${ORDERS}`]);
  });

  it('has the namespaces that may not be read and may be at the other end', () => {
    const namespaces = [...input.namespaces, { name: 'secret', policies: 0, unreadable: true }];
    const unknownPairs = [{ workload: UI, namespace: 'secret', direction: 'egress' as const }];
    const of = (only: string) =>
      mapModel({ ...input, namespaces, unknownPairs, only: [only] }).plates.map(({ id }) => id);
    expect(of('ui')).toContain('secret');
    expect(of('carts')).not.toContain('secret');
  });

  it('has peers of the selection alone where all would be too many, and counts the lines it leaves out', () => {
    const [pattern] = shop.workloads.filter(({ id }) => id === ORDERS);
    if (pattern === undefined) throw new Error('no pattern');
    const many = Array.from({ length: 80 }, (_, at) => ({
      ...pattern,
      id: `far/w${at}[Deployment]`,
      namespace: 'far',
    }));
    const line = (destination: string) =>
      ({ ...shop.byRule[0], source: UI, destination }) as (typeof shop.byRule)[number];
    const reachability = { ...shop, workloads: [...shop.workloads, ...many], byRule: many.map(({ id }) => line(id)) };
    const crowded = { ...input, reachability, only: ['ui'] };
    expect(mapModel(crowded).leftOut).toEqual({ atRest: 80, onTop: 0 });
    const selection = { type: 'workload', id: 'far/w7[Deployment]' } as const;
    expect([...(lensOf({ ...crowded, selection })?.peers ?? [])]).toEqual(['far/w7[Deployment]']);
    expect(mapModel({ ...crowded, selection }).leftOut).toEqual({ atRest: 79, onTop: 0 });
  });
});

describe('counts of chosen namespaces', () => {
  const names = [...new Set(shop.workloads.map(({ namespace }) => namespace))];
  const subsets = Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_name, at) => (bits >> at) & 1));

  it('are what counting pair by pair gives, for every choice of namespaces', () => {
    const states = pairStates(shop);
    const judged = shop.workloads.filter(({ hostNetwork }) => !hostNetwork);
    for (const only of subsets) {
      const counted = { rule: 0, open: 0, denied: 0, unknown: 0 };
      for (const a of judged) {
        for (const b of judged) {
          const state = states.state(a.id, b.id);
          if (state && (only.includes(a.namespace) || only.includes(b.namespace))) counted[state] += 1;
        }
      }
      const { byRule, open, denied, allowed, pairs } = totalsOf(shop, only);
      expect({ rule: byRule, open, denied, unknown: 0 }).toEqual(counted);
      expect([allowed, pairs]).toEqual([byRule + open, byRule + open + denied]);
    }
    expect(totalsOf(shop, names)).toEqual(shop.totals);
  });

  it('stand in the legend, with their own pairs with the outside', () => {
    expect(legendCounts(shop, undefined, 'before', names)).toEqual(legendCounts(shop));
    expect(legendCounts(shop, undefined, 'before', ['ui'])).toMatchObject({ rule: 5, deniedOutside: 1, unknown: 1 });
  });
});
