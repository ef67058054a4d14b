import { expect, test } from 'vitest';
import { parsePolicies } from './parse-policies.ts';
import { mayBeParted, partText } from './part-text.ts';

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web # ours
  namespace: shop
spec:
  podSelector: {}
`;

const FROM_KUBECTL = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: "{}"
  creationTimestamp: "2026-01-01T00:00:00Z"
  generation: 1
  managedFields:
  - manager: kubectl
  name: db
  namespace: shop
  resourceVersion: "1"
  uid: u
spec:
  podSelector: {}
status: {}
`;

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';

const indented = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;
const list = (...items: string[]) => `apiVersion: v1\nkind: List\nitems:\n${items.map(indented).join('')}`;

function parted(text: string) {
  expect(mayBeParted(text)).toBe(true);
  const parts = partText(text, 'lab');
  const ids = parts?.policies.flatMap((part) => {
    const documents = parsePolicies(part.text, { defaultNamespace: part.namespace });
    expect(documents.flatMap(({ problems }) => problems)).toEqual([]);
    return documents.map(({ id }) => id);
  });
  return parts && { ...parts, ids };
}

test('documents become a text each, as they were written', () => {
  const parts = parted(`# first\n${POLICY}---\n${POLICY.replace('web', 'db')}`);
  expect(parts).toMatchObject({ ids: ['shop/web', 'shop/db'], setAside: [], leftOut: [] });
  expect(parts?.policies[0]?.text).toBe(POLICY.replace('apiVersion', 'apiVersion'));
  expect(parts?.policies[0]?.text).toContain('# ours');
});

test('what kubectl printed loses what is the server’s, and that is said', () => {
  expect(parted(FROM_KUBECTL)).toMatchObject({
    ids: ['shop/db'],
    setAside: [
      'status',
      'metadata.uid',
      'metadata.resourceVersion',
      'metadata.generation',
      'metadata.creationTimestamp',
      'metadata.managedFields',
      'metadata.kubectl.kubernetes.io/last-applied-configuration',
    ],
  });
});

test('the items of a List become a text each; other kinds are named', () => {
  expect(parted(list(FROM_KUBECTL, NAMESPACE, POLICY))).toMatchObject({
    ids: ['shop/db', 'shop/web'],
    leftOut: ['Namespace shop'],
  });
  expect(parted(list(POLICY))).toMatchObject({ ids: ['shop/web'] });
});

test('fields that nobody knows stay, for whoever wrote them to see', () => {
  const odd = FROM_KUBECTL.replace('spec:', 'spek: 1\nspec:');
  expect(partText(odd, 'lab')?.policies[0]?.text).toContain('spek: 1');
});

test('one plain policy, a text that does not read, and one without a policy are left alone', () => {
  expect(partText(POLICY, 'lab')).toBeUndefined();
  expect(partText(`${POLICY}---\na: [`, 'lab')).toBeUndefined();
  expect(partText(NAMESPACE, 'lab')).toBeUndefined();
  expect(partText('', 'lab')).toBeUndefined();
});
