/** Drafts are half-typed most of the time: nothing of any shape may throw, and what cannot be judged matches nothing. */

import { expect, test } from 'vitest';
import { app, cluster, pod, policy } from '../fixtures/small-cluster.ts';
import { createEngine, KUBERNETES, type NetworkPolicy } from '../index.ts';
import { RandomCluster, seeded } from '../naive/random-cluster.ts';

const CASES = Math.max(1, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.02));
const SCRAPS = [
  null,
  undefined,
  '',
  'x',
  0,
  -1,
  1.5,
  true,
  [],
  {},
  [null],
  ['x'],
  { a: 1 },
  { matchLabels: 'x' },
  [[]],
  Number.NaN,
];

/** A copy of a value with one random part of it replaced by a scrap. */
function damaged(value: unknown, next: () => number): unknown {
  const scrap = () => SCRAPS[Math.floor(next() * SCRAPS.length)];
  if (typeof value !== 'object' || value === null || next() < 0.15) return scrap();
  const keys = Object.keys(value);
  const key = keys[Math.floor(next() * keys.length)];
  if (key === undefined) return scrap();
  const copy: Record<string, unknown> = Array.isArray(value) ? ([...value] as never) : { ...value };
  copy[key] = damaged(copy[key], next);
  return copy;
}

test('no damage to a policy makes the engine throw', { timeout: 3_600_000 }, () => {
  for (let seed = 1; seed <= CASES; seed++) {
    const next = seeded(seed);
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const whole = random.policy('n1');
    let spec: unknown = whole.spec;
    for (let times = 0; times <= seed % 3; times++) spec = damaged(spec, next);
    const draft = { ...whole, spec } as NetworkPolicy;
    try {
      const engine = createEngine(snapshot, KUBERNETES);
      engine.diff([{ action: 'put', policy: draft }]);
      engine.preview([{ action: 'put', policy: draft }]);
      engine.outline(draft);
      engine.inspect([{ action: 'put', policy: draft }]);
      const inForce = createEngine({ ...snapshot, policies: [...snapshot.policies, draft] }, KUBERNETES);
      inForce.reachability();
      inForce.connections('workload');
      inForce.inspect();
      for (const { namespace, name } of snapshot.pods) {
        inForce.decide({ source: '8.8.8.8', destination: `${namespace}/${name}[Pod]`, protocol: 'TCP', port: 80 });
      }
    } catch (cause) {
      throw new Error(`seed ${seed}: ${JSON.stringify(draft)}`, { cause });
    }
  }
});

const pods = [pod('a/web'), pod('a/client')];
const reaches = (spec: unknown) => {
  const draft = policy('a/p', spec as NetworkPolicy['spec']);
  const question = { source: 'a/client[Pod]', destination: 'a/web[Pod]' };
  return createEngine(cluster(pods, [draft]), KUBERNETES).decide(question).verdict;
};

test.each([
  ['a selector that is a text', { podSelector: 'web' }, 'allowed'],
  ['labels that are a list', { podSelector: { matchLabels: ['app'] } }, 'allowed'],
  ['a label that is a number', { podSelector: { matchLabels: { app: 1 } } }, 'allowed'],
  ['rules that are an object', { ingress: { from: [] } }, 'denied'],
  ['a rule that is a text', { ingress: ['x'] }, 'denied'],
  ['peers that are an object', { ingress: [{ from: { podSelector: {} } }] }, 'denied'],
  ['a peer that is a text', { ingress: [{ from: ['x'] }] }, 'denied'],
  ['ports that are a number', { ingress: [{ ports: 80 }] }, 'denied'],
  [
    'an operator half-typed',
    { ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'I' }] } }] }] },
    'denied',
  ],
  [
    'an expression without key',
    { ingress: [{ from: [{ podSelector: { matchExpressions: [{ operator: 'Exists' }] } }] }] },
    'denied',
  ],
  ['an address half-typed', { ingress: [{ from: [{ ipBlock: { cidr: '10.0' } }] }] }, 'denied'],
  ['an exception half-typed', { ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.'] } }] }] }, 'denied'],
])('%s matches nothing', (_, spec, expected) => {
  expect(reaches(spec)).toBe(expected);
});

test('a label without a value is the empty text, as the API server reads it', () => {
  const labelled = [pod('a/web', { labels: { app: '' } }), pod('a/client')];
  const draft = policy('a/p', { podSelector: { matchLabels: { app: null } } } as unknown as NetworkPolicy['spec']);
  const { totals } = createEngine(cluster(labelled, [draft]), KUBERNETES).reachability();
  expect(totals).toMatchObject({ pairs: 2, denied: 1 });
});

test('the outline says part by part what a draft finds', () => {
  const draft = policy('a/p', {
    podSelector: app('web'),
    policyTypes: ['Ingress'],
    ingress: [
      { from: [{ podSelector: app('client') }, { podSelector: app('nobody') }, { ipBlock: { cidr: '10.1.0.0/16' } }] },
      {},
    ],
    egress: [{}],
  });
  const outline = createEngine(cluster(pods), KUBERNETES).outline(draft);
  expect(outline.subject).toEqual({ path: 'spec.podSelector', pods: 1, workloads: ['a/web[Pod]'] });
  expect(outline.isolates).toEqual(['ingress']);
  expect(
    outline.rules.map(({ path, everyone, effective, admits }) => [path, everyone, effective, admits.length]),
  ).toEqual([
    ['spec.ingress[0]', false, true, 2],
    ['spec.ingress[1]', true, true, 2],
    ['spec.egress[0]', true, false, 2],
  ]);
  expect(outline.rules[0]?.peers.map(({ path, pods: found }) => [path, found])).toEqual([
    ['spec.ingress[0].from[0]', 1],
    ['spec.ingress[0].from[1]', 0],
    ['spec.ingress[0].from[2]', 2],
  ]);
});

test('a draft without metadata is a policy of no namespace, which selects nothing', () => {
  const engine = createEngine(cluster(pods), KUBERNETES);
  const draft = { spec: {} } as unknown as NetworkPolicy;
  expect(engine.diff([{ action: 'put', policy: draft }]).removed).toEqual([]);
});
