import { expect, test } from 'vitest';
import { createEngine, KUBERNETES } from '#engine';
import { applyTextEdits, parsePolicies } from '#manifest';
import { shop } from '../../draft/fixtures/shop.ts';
import { findInDraft } from '../find-findings.ts';
import { hintsFor } from './hints.ts';
import { draftEffect, findingMarkers } from './markers.ts';

const LAB = `kind: NetworkPolicy
apiVersion: networking.k8s.io/v1
metadata:
  namespace: orders
  name: allow-orders-ingress-webservice
spec:
  podSelector:
    matchLabels:
      app.kubernetes.io/name: orders
  ingress:
    - from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: ui
`;

const engine = createEngine(shop, KUBERNETES);

function read(text: string) {
  const [document] = parsePolicies(text, { defaultNamespace: 'orders' });
  if (!document?.policy) throw new Error('not a policy');
  const outline = engine.outline(document.policy);
  const diff = engine.diff([{ action: 'put', policy: document.policy }]);
  const hints = hintsFor(document, outline, engine, diff).map(
    ({ line, text: words, tone }) => `${line} ${tone}: ${words}`,
  );
  const edits = [{ action: 'put', policy: document.policy } as const];
  const findings = findInDraft(engine, edits, { services: [] });
  const mistakes = findingMarkers(document, text, findings, draftEffect(engine, edits, diff)).filter(
    ({ severity }) => severity !== 'info',
  );
  return { hints, mistakes };
}

test("the lab's own mistake: notes behind the lines", () => {
  expect(read(LAB).hints).toEqual([
    '7 plain: selects orders, 1 pod',
    '10 removes: isolates orders for ingress: 4 workloads to 0',
    '11 removes: admits 0 workloads',
    '14 warning: 0 pods in orders',
  ]);
});

test("the lab's own mistake: cause, place and one fix that says what it does", () => {
  const { mistakes } = read(LAB);
  expect(mistakes).toHaveLength(1);
  expect(mistakes[0]).toMatchObject({
    code: 'finding/own-namespace-only',
    severity: 'warning',
    message: 'allow-orders-ingress-webservice looks only in its own namespace.',
    detail: expect.stringContaining('No pod in orders has name=ui; such pods run in ui.'),
    range: { line: 14 },
    fixes: [{ title: 'Add namespaceSelector ui', effect: 'gives back ui to orders' }],
  });
});

test.each([
  ['a block', LAB],
  [
    'braces',
    `${LAB.slice(0, LAB.indexOf('        - podSelector'))}        - {podSelector: {matchLabels: {app.kubernetes.io/name: ui}}}\n`,
  ],
])('the fix fits into %s', (_style, text) => {
  const [mistake] = read(text).mistakes;
  const mended = applyTextEdits(text, mistake?.fixes?.[0]?.edits ?? []);
  const after = read(mended);
  expect(after.mistakes).toEqual([]);
  expect(after.hints.join('\n')).toContain('admits 1 workload');
});

test('rules without effect and rules that admit everyone are said', () => {
  const spec = LAB.slice(0, LAB.indexOf('  ingress:'));
  expect(read(`${spec}  policyTypes: [Ingress]\n  egress:\n    - {}\n`).hints.at(-1)).toBe(
    '12 warning: no effect: Egress is not in policyTypes',
  );
  expect(read(`${spec}  ingress:\n    - {}\n`).hints.at(-1)).toBe('11 plain: admits everyone, outside too');
});

test('a port name that nobody has admits nobody, and one that some have nobody outside', () => {
  const spec = LAB.slice(0, LAB.indexOf('  ingress:'));
  const ingress = (rule: string) => read(`${spec}  ingress:\n    - ${rule}\n`).hints.at(-1);
  const egress = (rule: string) => read(`${spec}  policyTypes: [Egress]\n  egress:\n    - ${rule}\n`).hints.at(-1);
  expect(ingress('ports: [{port: metrics}]')).toBe('11 removes: admits 0 workloads');
  expect(ingress('ports: [{port: 8080}]')).toBe('11 plain: admits everyone, outside too');
  expect(egress('ports: [{port: metrics}]')).toBe('12 removes: admits 0 workloads');
  expect(egress('{ports: [{port: metrics}], to: [{ipBlock: {cidr: 0.0.0.0/0}}]}')).toBe(
    '12 removes: admits 0 workloads',
  );
});

test('a policy that selects nothing says so', () => {
  expect(read(LAB.replace('name: orders\n  ingress', 'name: order\n  ingress')).hints[0]).toBe(
    '7 warning: selects no pod in orders',
  );
});
