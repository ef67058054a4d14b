import { describe, expect, test } from 'vitest';
import { createEngine } from '#engine';
import { applyTextEdits, parsePolicies } from '#manifest';
import { shop } from './fixtures/shop.ts';
import { findMistakes, problemsOfFindings } from './index.ts';

function problems(spec: string) {
  const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: orders}
spec:
${spec}`;
  const [document] = parsePolicies(text, { defaultNamespace: 'orders' });
  if (!document?.policy) throw new Error('no policy was read');
  const engine = createEngine(shop);
  const mistakes = findMistakes(document, text, engine.outline(document.policy), engine);
  const findings = engine.findings([{ action: 'put', policy: document.policy }]);
  return { text, found: problemsOfFindings(document, text, findings, mistakes), mistakes };
}

describe('problemsOfFindings', () => {
  test('marks the place in the text, and its cure is an edit of the text', () => {
    const { text, found } = problems('  podSelector: {}\n  policyTypes: [Egress]\n  ingress: # in\n  - {}\n');
    expect(found.map(({ code, severity, range }) => [code, severity, range.line])).toEqual([
      ['finding/rules-ignored', 'warning', 7],
    ]);
    const cured = applyTextEdits(text, found[0]?.fixes?.[0]?.edits ?? []);
    expect(cured).toContain('policyTypes: [Egress, Ingress]\n');
    expect(cured).toContain('# in\n  - {}\n');
  });

  test('is silent on a policy that means what it says', () => {
    expect(problems('  podSelector: {}\n  policyTypes: [Ingress]\n').found).toEqual([]);
  });

  test('says nothing twice: the commonest mistake has words of its own', () => {
    const from = '  - from:\n    - podSelector: {matchLabels: {app.kubernetes.io/name: ui}}\n';
    const { found, mistakes } = problems(`  podSelector: {}\n  policyTypes: [Ingress]\n  ingress:\n${from}`);
    expect(mistakes).toHaveLength(1);
    expect(found).toEqual([]);
  });
});
