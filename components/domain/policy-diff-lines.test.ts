import { expect, test } from 'vitest';
import type { NetworkPolicy } from '#engine';
import { type DiffLine, policyDiffLines } from './policy-diff-lines.ts';

const web: NetworkPolicy = {
  metadata: { name: 'web', namespace: 'lab', labels: { a: '1', b: '2', c: '3', d: '4' } },
  spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
};

const shown = (lines: readonly DiffLine[]) =>
  lines.map((line) => {
    if (line.kind === 'fold') return `… ${line.lines}`;
    const sign = { same: ' ', added: '+', removed: '-' }[line.kind];
    return `${sign}${line.text}${line.byServer ? ' (server)' : ''}`;
  });

test('a new policy is all added, and what the server filled in is marked', () => {
  const drafted: NetworkPolicy = { metadata: { name: 'p', namespace: 'lab' }, spec: { podSelector: {} } };
  const after: NetworkPolicy = { ...drafted, spec: { podSelector: {}, policyTypes: ['Ingress'] } };
  expect(shown(policyDiffLines({ after, drafted }))).toEqual([
    '+apiVersion: networking.k8s.io/v1',
    '+kind: NetworkPolicy',
    '+metadata:',
    '+  name: p',
    '+  namespace: lab',
    '+spec:',
    '+  podSelector: {}',
    '+  policyTypes: (server)',
    '+  - Ingress (server)',
  ]);
});

test('unchanged lines far from a change are folded', () => {
  const after: NetworkPolicy = { ...web, spec: { ...web.spec, ingress: [{ ports: [{ port: 80 }] }] } };
  expect(shown(policyDiffLines({ before: web, after, drafted: after }))).toEqual([
    '… 12',
    '   policyTypes:',
    '   - Ingress',
    '   ingress:',
    '-  - {}',
    '+  - ports:',
    '+    - port: 80',
  ]);
});

test('a deletion is all removed', () => {
  expect(policyDiffLines({ before: web }).every((line) => line.kind === 'removed')).toBe(true);
});

test('a change nobody drafted is marked where it is stored', () => {
  const drafted: NetworkPolicy = { metadata: { name: 'web', namespace: 'lab' }, spec: { podSelector: {} } };
  const after: NetworkPolicy = { ...drafted, metadata: { ...drafted.metadata, labels: { injected: 'yes' } } };
  const lines = policyDiffLines({ before: drafted, after, drafted });
  expect(shown(lines).filter((line) => line.startsWith('+'))).toEqual([
    '+  labels: (server)',
    '+    injected: "yes" (server)',
  ]);
});

test('what the server puts before a field of a list item makes that field none of its own', () => {
  const spec = (port: object) => ({ podSelector: {}, ingress: [{ ports: [port] }] });
  const drafted: NetworkPolicy = { metadata: { name: 'p', namespace: 'lab' }, spec: spec({ port: 8080 }) };
  const after: NetworkPolicy = { ...drafted, spec: spec({ port: 8080, protocol: 'TCP' }) };
  const lines = shown(policyDiffLines({ after, drafted }));
  expect(lines).toContain('+    - protocol: TCP (server)');
  expect(lines).toContain('+      port: 8080');
});
