import { describe, expect, test } from 'vitest';
import type { Edit } from '#draft';
import type { Refusal } from '#stream';
import { textWithTheirs } from './keep-theirs.ts';

const TEXT = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  namespace: lab
spec:
  # everything in the namespace
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
    - {}
`;

const edit = { key: 'k', action: 'put', text: TEXT, namespace: 'lab' } as unknown as Edit;
const before = {
  metadata: { name: 'web', namespace: 'lab' },
  spec: { podSelector: { matchLabels: { a: 'b' } }, ingress: [{ from: [{ podSelector: {} }] }] },
};
const conflict = (...fields: string[]): Refusal => ({
  status: 409,
  reason: 'Conflict',
  kind: 'conflict',
  message: '',
  causes: fields.map((field) => ({ field, reason: 'FieldManagerConflict', message: 'conflict with "argocd"' })),
});

describe('keeping theirs', () => {
  test('says of their fields what is stored, and leaves the rest of the draft and its comments', () => {
    const text = textWithTheirs(edit, before, conflict('.spec.ingress')) ?? '';
    expect(text).toContain('# everything in the namespace\n  podSelector: {}\n');
    expect(text).toMatch(/ingress:\n {4}- from:\n {8}- podSelector: \{\}\n/);
  });

  test('takes a field out that they manage by leaving it out', () => {
    const text = textWithTheirs(edit, { ...before, spec: { podSelector: {} } } as never, conflict('.spec.ingress'));
    expect(text).not.toContain('ingress:');
  });

  test('is not offered for labels, for another policy, or without what is stored', () => {
    expect(textWithTheirs(edit, before, conflict('.metadata.labels.team'))).toBeUndefined();
    expect(textWithTheirs(edit, undefined, conflict('.spec.ingress'))).toBeUndefined();
    const other = { ...before, metadata: { name: 'other', namespace: 'lab' } };
    expect(textWithTheirs(edit, other, conflict('.spec.ingress'))).toBeUndefined();
  });
});
