import { describe, expect, test } from 'vitest';
import { createEngine, KUBERNETES } from '#engine';
import { applyTextEdits, parsePolicies } from '#manifest';
import { shop } from '../../draft/fixtures/shop.ts';
import { findInDraft } from '../find-findings.ts';
import { draftEffect, findingMarkers } from './markers.ts';

function problems(spec: string) {
  const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: p, namespace: orders}
spec:
${spec}`;
  const [document] = parsePolicies(text, { defaultNamespace: 'orders' });
  if (!document?.policy) throw new Error('no policy was read');
  const engine = createEngine(shop, KUBERNETES);
  const edits = [{ action: 'put', policy: document.policy } as const];
  const findings = findInDraft(engine, edits, { services: [] });
  return { text, found: findingMarkers(document, text, findings, draftEffect(engine, edits, engine.diff(edits))) };
}

describe('findingMarkers', () => {
  test('marks the place in the text, and its fix is an edit of the text', () => {
    const { text, found } = problems('  podSelector: {}\n  policyTypes: [Egress]\n  ingress: # in\n  - {}\n');
    expect(found.map(({ code, severity, range }) => [code, severity, range.line])).toEqual([
      ['finding/rules-ignored', 'warning', 7],
    ]);
    const mended = applyTextEdits(text, found[0]?.fixes?.[0]?.edits ?? []);
    expect(mended).toContain('policyTypes: [Egress, Ingress]\n');
    expect(mended).toContain('# in\n  - {}\n');
  });

  test('is silent on a policy that means what it says', () => {
    expect(problems('  podSelector: {}\n  policyTypes: [Ingress]\n').found).toEqual([]);
  });

  test('says nothing twice: that nobody is admitted is told by the peer that finds nobody', () => {
    const from = '  - from:\n    - podSelector: {matchLabels: {app.kubernetes.io/name: ui}}\n';
    const { found } = problems(`  podSelector: {}\n  policyTypes: [Ingress]\n  ingress:\n${from}`);
    expect(found.map(({ code }) => code)).toEqual(['finding/own-namespace-only']);
    expect(found[0]?.detail).toContain('so admits nobody');
  });
});
