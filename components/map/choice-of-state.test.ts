import { describe, expect, it } from 'vitest';
import type { Reachability } from '#engine';
import { choiceOf, selectionOf } from './choice-of-state.ts';
import { model } from './map-fixture.ts';

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
});
