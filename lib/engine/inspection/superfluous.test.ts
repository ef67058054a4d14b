/** What is found by index is what is found by holding every rule against every other. */

import { expect, test } from 'vitest';
import { createEngine, DIRECTIONS, KUBERNETES, type NetworkPolicy, type Pod, type Snapshot } from '../index.ts';
import { eachSeed, LONG } from '../naive/each-seed.ts';
import { superfluousNaively } from '../naive/superfluous.ts';
import { compilePolicy } from '../policies/compile-policy.ts';

const LABELS = [
  { app: 'web', tier: 'front' },
  { app: 'db', tier: 'back' },
  { app: 'web', tier: 'back' },
];
const SELECTORS = [
  {},
  { matchLabels: { app: 'web' } },
  { matchLabels: { app: 'web', tier: 'back' } },
  { matchLabels: { tier: 'back' } },
  { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['a', 'b'] }] },
  { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
];
const BLOCKS = [
  { cidr: '0.0.0.0/0' },
  { cidr: '0.0.0.0/0', except: ['10.0.0.0/8'] },
  { cidr: '0.0.0.0/0', except: ['10.1.0.0/16', '20.0.0.0/8'] },
  { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] },
  { cidr: '10.1.0.0/16' },
  { cidr: '10.1.2.0/24' },
  { cidr: '0.0.0.0/1' },
  { cidr: 'fd00::/8' },
  { cidr: '::/0', except: ['fd00::/16'] },
];
const PORTS = [
  { port: 80 },
  { port: 80, endPort: 90 },
  { port: 85, endPort: 100 },
  { port: 91 },
  { port: 80, protocol: 'UDP' },
  { protocol: 'UDP' },
  { protocol: 'TCP' },
  { port: 'http' },
  { port: 'http', protocol: 'UDP' },
  { port: 80, endPort: 79 },
];

/** Numbers from a seed, so that a failure can be run again. */
function dice(seed: number) {
  let state = seed * 2654435761 + 1;
  const below = (count: number) => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) % count;
  };
  return {
    below,
    some: <T>(most: number, of: readonly T[]): T[] =>
      Array.from({ length: below(most + 1) }, () => of[below(of.length)]).filter((one) => one !== undefined),
  };
}

function randomWorld(seed: number): Snapshot {
  const { below, some } = dice(seed);
  const pods = LABELS.map((labels, at): Pod => {
    const workload = { kind: 'Pod', name: `p${at}` };
    const fixed = {
      namespace: 'app',
      hostIps: [],
      hostNetwork: false,
      phase: 'Running',
      ready: true,
      ports: [],
    } as const;
    return { ...fixed, name: `p${at}`, labels, ips: [`10.1.2.${at}`], workload };
  });
  const peers = [
    ...SELECTORS.map((podSelector) => ({ podSelector })),
    ...SELECTORS.map((podSelector) => ({ podSelector, namespaceSelector: {} })),
    { podSelector: {}, namespaceSelector: { matchLabels: { name: 'app' } } },
    ...BLOCKS.map((ipBlock) => ({ ipBlock })),
  ];
  const rules = (key: string) =>
    Array.from({ length: below(4) }, () => ({ [key]: some(3, peers), ports: some(3, PORTS) }));
  const policies = Array.from({ length: 2 + below(7) }, (_, at) => {
    const [podSelector] = some(1, SELECTORS);
    const [policyTypes] = some(1, [['Ingress'], ['Egress'], ['Ingress', 'Egress']]);
    const spec = { podSelector: podSelector ?? {}, ...(policyTypes && { policyTypes }) };
    const whole = { ...spec, ingress: rules('from'), egress: rules('to') };
    return { metadata: { namespace: 'app', name: `q${at}` }, spec: whole } as NetworkPolicy;
  });
  return { namespaces: [{ name: 'app', labels: { name: 'app' } }], pods, policies };
}

test('what is superfluous by index is what is superfluous by holding every rule against every other', LONG, () => {
  let found = 0;
  eachSeed(0.05, (seed) => {
    const snapshot = randomWorld(seed);
    const { policies } = createEngine(snapshot, KUBERNETES).inspect();
    const expected = superfluousNaively(
      snapshot.policies.map((policy) => compilePolicy(policy)),
      (_, rule) => rule.ports.some(({ kind }) => kind !== 'broken'),
    );
    const idle = policies.flatMap(({ id, coveredBy }) => (coveredBy ? [id] : []));
    const rules = policies.flatMap((policy) =>
      DIRECTIONS.flatMap((direction) =>
        policy.rules[direction].flatMap(({ rule, coveredBy }) =>
          coveredBy ? [`${policy.id} ${direction} ${rule}`] : [],
        ),
      ),
    );
    found += idle.length + rules.length;
    expect(new Set(idle)).toEqual(expected.policies);
    expect(new Set(rules)).toEqual(expected.rules);
  });
  expect(found).toBeGreaterThan(100);
});
