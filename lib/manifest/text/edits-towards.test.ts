import { describe, expect, test } from 'vitest';
import type { NetworkPolicy } from '#engine';
import { applyTextEdits, editsTowards, parsePolicies, renderPolicy } from '../index.ts';

const text = `# ours
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  podSelector: {}   # all
  policyTypes:
    - Egress # why
  ingress:
    # nobody
    - from: []
    - from:
        - podSelector: {matchLabels: {a: b}}
`;

function towards(from: string, to: (policy: NetworkPolicy) => NetworkPolicy['spec'], at = 0): string {
  const document = parsePolicies(from, { defaultNamespace: 'shop' })[at];
  if (!document?.policy) throw new Error('no policy was read');
  const edits = editsTowards(from, document, { ...document.policy, spec: to(document.policy) });
  return applyTextEdits(from, edits);
}

const specOf = (from: string, at = 0) => parsePolicies(from, { defaultNamespace: 'shop' })[at]?.policy?.spec;

describe('editsTowards', () => {
  test('adds a value to a list and leaves comments and other lines as they stand', () => {
    const after = towards(text, ({ spec }) => ({ ...spec, policyTypes: ['Egress', 'Ingress'] }));
    expect(after.split('\n').filter((line) => !text.split('\n').includes(line))).toEqual(['    - Ingress']);
  });

  test('takes a rule out with what belongs to it, and keeps the comments of the others', () => {
    const after = towards(text, ({ spec }) => ({ ...spec, ingress: spec?.ingress?.slice(1) ?? [] }));
    expect(specOf(after)?.ingress).toEqual([{ from: [{ podSelector: { matchLabels: { a: 'b' } } }] }]);
    expect(after).toContain('# ours\n');
    expect(after).toContain('# why\n');
  });

  test('in a text as we write it only lines that change are written', () => {
    const own = renderPolicy({
      metadata: { name: 'web', namespace: 'shop' },
      spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'], ingress: [{}] },
    });
    const after = towards(own, ({ spec }) => ({ ...spec, policyTypes: ['Egress', 'Ingress'] }));
    expect(after).toBe(own.replace('  - Egress\n', '  - Egress\n  - Ingress\n'));
  });

  test('changes the second of two documents alone', () => {
    const two = `${text}---\n${text.replace('name: web', 'name: other')}`;
    const after = towards(two, ({ spec }) => ({ ...spec, policyTypes: ['Ingress'] }), 1);
    expect(after.startsWith(text)).toBe(true);
    expect(specOf(after, 1)?.policyTypes).toEqual(['Ingress']);
  });

  test('leaves what stands in two places alone, and changes the rest of such a text', () => {
    const anchored = text.replace('podSelector: {}', 'podSelector: &all {}').replace('{matchLabels: {a: b}}', '*all');
    const select = ({ spec }: NetworkPolicy) => ({ ...spec, podSelector: { matchLabels: { a: 'b' } } });
    expect(towards(anchored, select)).toBe(anchored);
    expect(towards(anchored, ({ spec }) => ({ ...spec, policyTypes: ['Ingress'] }))).toBe(
      anchored.replace('- Egress # why', '- Ingress # why'),
    );
  });
});
