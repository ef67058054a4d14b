import { expect, test } from 'vitest';
import { roleFor } from './role-for.ts';

test('asks for reading alone, each kind in its API group', () => {
  const role = roleFor('shop', ['pods', 'networkpolicies']);
  expect(role).toContain('namespace: shop');
  expect(role).toContain('apiGroups: [""]\n    resources: ["pods"]');
  expect(role).toContain('apiGroups: ["networking.k8s.io"]\n    resources: ["networkpolicies"]');
  expect(role).not.toMatch(/create|update|patch|delete|\*/);
});
