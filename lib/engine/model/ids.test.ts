import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  namespaceOfKey,
  objectKey,
  type PolicyRef,
  parsePolicyKey,
  policyId,
  policyKey,
  policyName,
  policyNamespace,
  workloadId,
  workloadName,
  workloadNamespace,
} from '../index.ts';

const NAMESPACED: PolicyRef = { kind: 'NetworkPolicy', namespace: 'shop', name: 'deny-all' };
const CLUSTER_WIDE: PolicyRef = { kind: 'ClusterNetworkPolicy', name: 'guard' };
const OF_A_GROUP: PolicyRef = { kind: 'NetworkPolicy.crd.projectcalico.org', namespace: 'shop', name: 'deny-all' };

describe('the id of a policy', () => {
  test('is namespace/name for a NetworkPolicy, and begins with the kind for any other', () => {
    expect([NAMESPACED, CLUSTER_WIDE, OF_A_GROUP].map(policyKey)).toEqual([
      'shop/deny-all',
      'ClusterNetworkPolicy:guard',
      'NetworkPolicy.crd.projectcalico.org:shop/deny-all',
    ]);
  });

  test('gives the whole name and the namespace, or none, whatever the kind', () => {
    const read = [NAMESPACED, CLUSTER_WIDE, OF_A_GROUP].map(policyKey);
    expect(read.map(policyName)).toEqual(['deny-all', 'guard', 'deny-all']);
    expect(read.map(policyNamespace)).toEqual(['shop', undefined, 'shop']);
  });

  const part = fc.oneof(fc.string({ maxLength: 6 }), fc.stringMatching(/^[a%/:F2]{0,6}$/));

  test('reads back as what was written, for any text in any part', () => {
    const ref = fc.oneof(
      fc.record({ kind: fc.constant('NetworkPolicy'), namespace: part, name: part }),
      fc.record({ kind: part, namespace: part, name: part }),
      fc.record({ kind: part.filter((kind) => kind !== 'NetworkPolicy'), name: part }),
    );
    fc.assert(
      fc.property(ref, (one) => {
        expect(parsePolicyKey(policyKey(one))).toEqual(one);
      }),
    );
  });

  test('is had also by a draft without metadata', () => {
    expect(policyId(JSON.parse('{}'))).toBe('/');
    expect(policyId(JSON.parse('{"metadata":{"name":7,"namespace":null}}'))).toBe('/7');
  });
});

test('the id of a workload gives back its namespace and its name', () => {
  const id = workloadId('shop', { kind: 'Deployment', name: 'orders' });
  expect([id, workloadNamespace(id), workloadName(id)]).toEqual(['shop/orders[Deployment]', 'shop', 'orders']);
  expect(workloadNamespace('outside')).toBe('');
});

test('the key of an object holds its namespace where it has one', () => {
  const keys = [objectKey({ namespace: 'shop', name: 'web' }), objectKey({ name: 'node-1' })];
  expect(keys).toEqual(['shop/web', 'node-1']);
  expect(keys.map(namespaceOfKey)).toEqual(['shop', undefined]);
});
