/** What rules would admit, compared apart from any pod: against random clusters, and by what makes no difference. */

import { describe, expect, test } from 'vitest';
import { createEngine, diffConnections, KUBERNETES, type NetworkPolicy } from '../index.ts';
import { RandomCluster } from '../naive/random-cluster.ts';
import { diffRules } from './diff-rules.ts';

const CASES = Math.max(1, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.02));

function policy(name: string, spec: NetworkPolicy['spec']): NetworkPolicy {
  return { metadata: { namespace: 'x', name }, spec };
}

const from = (...values: string[]) => ({
  from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values }] } }],
});

test('where rules do not differ, no cluster tells the two apart', () => {
  let alike = 0;
  for (let seed = 1; seed <= CASES; seed++) {
    const random = new RandomCluster(seed);
    const before = random.snapshot();
    const [dropped] = before.policies;
    // Every policy once more, in another order, and one of them gone.
    const after = { ...before, policies: before.policies.filter((one) => one !== dropped).reverse() };
    if (diffRules(before.policies, after.policies).length > 0) continue;
    alike++;
    const rows = [before, after].map((snapshot) => createEngine(snapshot, KUBERNETES).connections('pod'));
    expect([seed, diffConnections(rows[0] ?? [], rows[1] ?? [])]).toEqual([
      seed,
      { added: [], removed: [], changed: [] },
    ]);
  }
  expect(alike).toBeGreaterThan(0);
});

describe('makes no difference', () => {
  test.each<[string, NetworkPolicy[], NetworkPolicy[]]>([
    [
      'one rule for two values, or a policy for each',
      [policy('a', { ingress: [from('w', 'v')] })],
      [policy('b', { ingress: [from('v')] }), policy('c', { ingress: [from('w')] })],
    ],
    [
      'one subject of two values, or a policy for each',
      [policy('a', { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['w', 'v'] }] } })],
      [
        policy('b', { podSelector: { matchLabels: { app: 'v' } } }),
        policy('c', { podSelector: { matchLabels: { app: 'w' } } }),
      ],
    ],
    [
      'the own namespace, by its name',
      [policy('a', { ingress: [{ from: [{ podSelector: {} }] }] })],
      [
        policy('a', {
          ingress: [{ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'x' } } }] }],
        }),
      ],
    ],
    [
      'one block, or its halves',
      [policy('a', { ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }] })],
      [
        policy('a', {
          ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/9' } }, { ipBlock: { cidr: '10.128.0.0/9' } }] }],
        }),
      ],
    ],
    [
      'a policy that a wider one makes superfluous',
      [
        policy('a', { ingress: [{}] }),
        policy('b', { podSelector: { matchLabels: { app: 'w' } }, ingress: [from('v')] }),
      ],
      [policy('a', { ingress: [{}] })],
    ],
  ])('%s', (_, before, after) => {
    expect([diffRules(before, after), diffRules(after, before)]).toEqual([[], []]);
  });
});

describe('differs', () => {
  test.each<[string, NetworkPolicy[], NetworkPolicy[], object[]]>([
    [
      'a pod that will be isolated',
      [],
      [policy('a', { podSelector: { matchLabels: { app: 'later' } } })],
      [{ change: 'isolates', subject: 'app=later', direction: 'ingress', policies: ['x/a'] }],
    ],
    [
      'a port by name, that a number is not',
      [policy('a', { ingress: [{ ports: [{ port: 'http' }] }] })],
      [policy('a', { ingress: [{ ports: [{ port: 80 }] }] })],
      [
        { change: 'admits', peer: 'everyone', ports: { TCP: [[80, 80]] } },
        { change: 'stops-admitting', peer: 'everyone', portNames: ['TCP http'] },
      ],
    ],
    [
      'the ports alone that are new',
      [policy('a', { ingress: [{ ports: [{ port: 80 }] }] })],
      [policy('a', { ingress: [{ ports: [{ port: 80 }, { port: 81 }] }] })],
      [{ change: 'admits', ports: { TCP: [[81, 81]] } }],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(diffRules(before, after)).toMatchObject(changes);
  });
});
