import { expect, test } from 'vitest';
import { decodePolicy } from './decode-policy.ts';

test.each([
  [
    { spec: { podSelector: { matchLabels: 'app' } } },
    'spec.podSelector.matchLabels must be labels (lines of `key: value`), not the text "app".',
  ],
  [
    { spec: { podSelector: { matchLabels: { app: 5 } } } },
    'spec.podSelector.matchLabels[app] must be text, not a number: put it in quotes, "5".',
  ],
  [
    { spec: { podSelector: { matchLabels: { app: true } } } },
    'spec.podSelector.matchLabels[app] must be text, not true: put it in quotes to mean text (y, n, yes, no, on and off are booleans in YAML 1.1).',
  ],
  [{ spec: 'all' }, 'spec must hold fields (lines of `field: value`), not the text "all".'],
  [{ spec: { podSelector: [] } }, 'spec.podSelector must hold fields (lines of `field: value`), not a list.'],
  [
    { spec: { policyTypes: 'Ingress' } },
    'spec.policyTypes must be a list (lines that begin with `- `), not the text "Ingress".',
  ],
  [
    { spec: { ingress: [{ ports: [{ port: 1.5 }] }] } },
    'spec.ingress[0].ports[0].port must be a port number or the name of a port, not the number 1.5.',
  ],
  [
    { spec: { ingress: [{ ports: [{ port: 1, endPort: '2' }] }] } },
    'spec.ingress[0].ports[0].endPort must be a whole number, not text.',
  ],
] as const)('%j is told in plain words with its place', (object, words) => {
  expect(decodePolicy(object).map(({ plain }) => plain)).toEqual([words]);
});

test('no plain word is one of the server’s language', () => {
  const [fault] = decodePolicy({ spec: { podSelector: { matchLabels: { app: 'x'.repeat(9000) as unknown, b: {} } } } });
  expect(fault?.plain).toBe('spec.podSelector.matchLabels[b] must be text, not fields.');
});
