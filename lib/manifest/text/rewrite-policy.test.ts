import { expect, test } from 'vitest';
import type { NetworkPolicy } from '#engine';
import { parsePolicies } from './parse-policies.ts';
import { rewritePolicy } from './rewrite-policy.ts';

const TEXT = `# ours
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: shop
spec:
  podSelector: {} # all
  policyTypes: [Ingress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: other, namespace: shop}
spec: {podSelector: {}}
`;

function rewritten(text: string, change: (policy: NetworkPolicy) => NetworkPolicy): string {
  const [document] = parsePolicies(text, { defaultNamespace: 'shop' });
  if (!document?.policy) throw new Error('no policy');
  return rewritePolicy(text, document, change(document.policy));
}

const labelled = (policy: NetworkPolicy): NetworkPolicy => ({
  ...policy,
  metadata: { ...policy.metadata, labels: { team: 'a' } },
  spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] },
});

test('labels and spec become those of the policy; comments and other documents stay', () => {
  const text = rewritten(TEXT, labelled);
  expect(text).toContain('# ours');
  expect(text).toContain('podSelector: {} # all');
  const documents = parsePolicies(text, { defaultNamespace: 'shop' });
  expect(documents.map(({ id }) => id)).toEqual(['shop/web', 'shop/other']);
  expect(documents[0]?.policy?.metadata.labels).toEqual({ team: 'a' });
  expect(documents[0]?.policy?.spec?.ingress).toEqual([{}]);
});

test('labels that are gone go from the text', () => {
  const text = rewritten(rewritten(TEXT, labelled), ({ metadata: { labels: _, ...metadata }, spec }) => ({
    metadata,
    ...(spec && { spec }),
  }));
  expect(parsePolicies(text, { defaultNamespace: 'shop' })[0]?.policy?.metadata.labels).toBeUndefined();
});

test('a text with aliases, which stand for more than one place, is written anew', () => {
  const text = TEXT.replace('podSelector: {} # all', 'podSelector: &all {}');
  const [first, second] = parsePolicies(rewritten(text, labelled), { defaultNamespace: 'shop' });
  expect(first?.policy?.metadata.labels).toEqual({ team: 'a' });
  expect(second?.id).toBe('shop/other');
});
