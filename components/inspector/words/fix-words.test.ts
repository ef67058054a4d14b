import { expect, test } from 'vitest';
import type { NetworkPolicy } from '#engine';
import { portsWords } from './fix-words.ts';

const policy = (spec: NetworkPolicy['spec']): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'a', namespace: 'shop' },
  ...(spec && { spec }),
});

test('a port that is admitted at both ends is named once', () => {
  const ports = [{ protocol: 'TCP' as const, port: 8080 }];
  expect(portsWords([policy({ ingress: [{ ports }] }), policy({ egress: [{ ports }] })])).toBe('TCP 8080');
});

test('a protocol without a port, and no ports at all, are said as such', () => {
  expect(portsWords([policy({ ingress: [{ ports: [{ protocol: 'UDP' }] }] })])).toBe('UDP');
  expect(portsWords([policy({ ingress: [{}] })])).toBe('any port');
});
