import { expect, test } from 'vitest';
import { type Reachability, workloadNamespace } from '#engine';
import { trafficOf } from './traffic-of.ts';

const gate = (isolated: 'yes' | 'no') => ({ isolated });
const workload = (id: string, closed = false, hostNetwork = false) => ({
  id,
  namespace: workloadNamespace(id),
  hostNetwork,
  ingress: gate(closed ? 'yes' : 'no'),
  egress: gate('no'),
});
const reachability = {
  workloads: [workload('a/x', true), workload('a/y'), workload('b/z'), workload('c/w'), workload('c/h', false, true)],
  byRule: [
    { source: 'b/z', destination: 'a/x' },
    { source: 'c/w', destination: 'a/x' },
    { source: 'c/w', destination: 'a/y' },
    { source: 'a/y', destination: 'a/x' },
  ],
} as unknown as Reachability;

test('pairs that rules admit are counted by the other namespace, the largest share first', () => {
  expect(trafficOf('a', reachability)).toEqual({
    others: 2,
    judged: 2,
    ingress: {
      closed: 1,
      rows: [
        { namespace: 'c', admitted: 2, of: 2 },
        { namespace: 'b', admitted: 1, of: 2 },
      ],
    },
    egress: { closed: 0, rows: [] },
  });
});
