import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NetworkPolicy } from '#engine';
import { parsePolicies } from './parse-policies.ts';
import { renderPolicy } from './render-policy.ts';

const label = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,8}[A-Za-z0-9])?$/),
  fc.constantFrom('yes', 'no', 'on', 'Off', 'y', 'null', 'true', '1.10', '0777', '0o17', '1e3', '1_000', '12', ''),
);
const labels = fc.dictionary(
  label.filter((key) => key !== '' && /^[A-Za-z0-9]/.test(key)),
  label,
  { maxKeys: 4 },
);
const policies = fc.record({
  metadata: fc.record({ name: fc.constant('p'), namespace: fc.constantFrom('n', 'no', '1'), labels }),
  spec: fc.record({
    podSelector: fc.record({ matchLabels: labels }),
    policyTypes: fc.constantFrom(['Ingress'], ['Ingress', 'Egress']),
    ingress: fc.array(fc.record({ from: fc.array(fc.record({ podSelector: fc.record({ matchLabels: labels }) })) })),
  }),
});

test('what is written reads back as the same policy, whatever its labels look like', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const [document] = parsePolicies(renderPolicy(policy), { defaultNamespace: 'other' });
      expect(document?.problems).toEqual([]);
      const { labels: own, ...metadata } = policy.metadata;
      expect(document?.policy).toEqual({
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: Object.keys(own).length > 0 ? { ...metadata, labels: own } : metadata,
        spec: policy.spec,
      });
    }),
    { seed: 3, numRuns: 300 },
  );
});

test('what the server adds is left out, and fields stand in the order one thinks of them', () => {
  const policy = {
    metadata: {
      name: 'p',
      namespace: 'lab',
      uid: 'u',
      resourceVersion: '7',
      generation: 2,
      creationTimestamp: '2026-01-01T00:00:00Z',
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
    },
    spec: {
      ingress: [{ ports: [{ port: 80, protocol: 'TCP' }], from: [] }],
      policyTypes: ['Ingress'],
      podSelector: {},
    },
    status: {},
  } satisfies NetworkPolicy & { status: object };
  expect(renderPolicy(policy, { comment: 'Why it is here.' })).toBe(`# Why it is here.

apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: p
  namespace: lab
spec:
  podSelector: {}
  policyTypes:
  - Ingress
  ingress:
  - from: []
    ports:
    - protocol: TCP
      port: 80
`);
});
