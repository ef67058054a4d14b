import { describe, expect, it } from 'vitest';
import type { Reachability } from '#engine';
import { foldedStrip } from '#graph';
import { model } from '../../graph/fixtures/small-map.ts';
import type { WorkbenchState } from '../state/state.ts';
import { choiceOf, firstHit, selectionOf } from './shown-choice.ts';

const map = model(['carts', 'catalog', 'ui'], [], []);
const chosen = (filter: string) => choiceOf(undefined, filter, map, undefined);

describe('what is chosen on the map', () => {
  it('is the selection, and the same way back', () => {
    for (const selection of [
      { type: 'workload', id: 'ui' },
      { type: 'edge', source: 'ui', destination: 'carts' },
      { type: 'namespace', name: 'plate ui' },
    ] as const) {
      expect(selectionOf(choiceOf(selection, 'carts', map, undefined))).toEqual(selection);
    }
  });

  it('is what every word of the filter finds, whatever its case', () => {
    expect(chosen('CA')).toEqual({ type: 'strips', ids: new Set(['carts', 'catalog']) });
    expect(chosen('ca deployment log')).toEqual({ type: 'strips', ids: new Set(['catalog']) });
    expect(chosen('nothing')).toEqual({ type: 'strips', ids: new Set() });
    expect(chosen('  ')).toBeUndefined();
  });

  it('is, for a policy, the workloads it isolates', () => {
    const gate = (isolatedBy: string[]) => ({ isolatedBy });
    const shown = {
      workloads: [
        { id: 'ui', ingress: gate([]), egress: gate(['ui/deny']) },
        { id: 'carts', ingress: gate(['carts/other']), egress: gate([]) },
      ],
    } as unknown as Reachability;
    expect(choiceOf({ type: 'policy', id: 'ui/deny' }, '', map, shown)).toEqual({
      type: 'strips',
      ids: new Set(['ui']),
    });
  });

  it('is a namespace where a strip stands for one, whether it is chosen itself or by a line', () => {
    const shop = foldedStrip('shop');
    expect(selectionOf({ type: 'strip', id: shop })).toEqual({ type: 'namespace', name: 'shop' });
    expect(selectionOf({ type: 'edge', source: 'ui', destination: shop })).toEqual({ type: 'namespace', name: 'shop' });
    expect(selectionOf({ type: 'edge', source: shop, destination: 'ui' })).toEqual({ type: 'namespace', name: 'shop' });
  });

  it('is, on a folded map, the namespace of whatever is selected', () => {
    const folded = { ...map, folded: true as const };
    const of = (selection: Parameters<typeof choiceOf>[0]) => choiceOf(selection, '', folded, undefined);
    expect(of({ type: 'workload', id: 'shop/web[Pod]' })).toEqual({ type: 'strip', id: foldedStrip('shop') });
    expect(of({ type: 'policy', id: 'shop/deny' })).toEqual({ type: 'strip', id: foldedStrip('shop') });
    expect(of({ type: 'edge', source: 'a/x[Pod]', destination: 'b/y[Pod]' })).toEqual({
      type: 'edge',
      source: foldedStrip('a'),
      destination: foldedStrip('b'),
    });
  });

  it('by Enter is the workload whose name begins with the filter, else the first that has its words', () => {
    const workload = (name: string) => ({ id: `shop/${name}[Pod]`, name, kind: 'Pod', namespace: 'shop' });
    const workloads = [workload('api-web'), workload('web')];
    const state = { reachability: { workloads }, namespaces: 'all' } as unknown as WorkbenchState;
    expect(firstHit('web', state)).toBe('shop/web[Pod]');
    expect(firstHit('shop api', state)).toBe('shop/api-web[Pod]');
    expect(firstHit(' ', state)).toBeUndefined();
    expect(firstHit('nothing', state)).toBeUndefined();
  });
});
