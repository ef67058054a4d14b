/** One test for every rule of the specification that the engine keeps, by its number: R12 to R23. */

import { describe, expect, test } from 'vitest';
import { ask, from, OUTSIDE, verdict, web } from '../fixtures/rule-world.ts';
import { app, cluster, named, namespace, pod, policy } from '../fixtures/small-cluster.ts';
import { createEngine, KUBERNETES, type LabelSelector, type Profile } from '../index.ts';

describe('peers and selectors', () => {
  test('R12: both selectors in one item are AND, two items are OR', () => {
    const both = from({ namespaceSelector: named('b'), podSelector: app('client') });
    expect(verdict(both, 'b/client', 'a/web', 'TCP 80')).toBe('allowed');
    expect(verdict(both, 'a/client', 'a/web', 'TCP 80')).toBe('denied');
    const either = from({ namespaceSelector: named('b') }, { podSelector: app('client') });
    expect(verdict(either, 'a/client', 'a/web', 'TCP 80')).toBe('allowed');
  });

  test('R13: a podSelector alone means the policy’s namespace, a namespaceSelector alone all its pods', () => {
    expect(verdict(from({ podSelector: app('client') }), 'b/client', 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(from({ namespaceSelector: named('b') }), 'b/client', 'a/web', 'TCP 80')).toBe('allowed');
  });

  test('R14: an empty namespaceSelector is every pod everywhere, but nobody outside', () => {
    expect(verdict(from({ namespaceSelector: {} }), 'b/client', 'a/web', 'TCP 80')).toBe('allowed');
    expect(verdict(from({ namespaceSelector: {} }), OUTSIDE, 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(from({ namespaceSelector: null, podSelector: {} }), 'b/client', 'a/web', 'TCP 80')).toBe('denied');
  });

  test('R15: a peer with nothing set, or an ipBlock beside a selector, is invalid and matches nothing', () => {
    const mixed = { ipBlock: { cidr: '0.0.0.0/0' }, podSelector: {} };
    for (const peer of [{}, mixed, { ipBlock: { cidr: 'nonsense' } }]) {
      expect(verdict(from(peer), 'a/client', 'a/web', 'TCP 80')).toBe('denied');
    }
  });

  const expression = (operator: string, values?: string[]): LabelSelector => ({
    matchExpressions: [{ key: 'tier', operator, ...(values ? { values } : {}) }],
  });

  test.each([
    ['In', ['x', 'y'], { tier: 'x' }, true],
    ['In', ['x', 'y'], {}, false],
    ['NotIn', ['x'], { tier: 'x' }, false],
    ['NotIn', ['x'], {}, true],
    ['Exists', undefined, { tier: '' }, true],
    ['Exists', undefined, {}, false],
    ['DoesNotExist', undefined, { tier: 'x' }, false],
    ['DoesNotExist', undefined, {}, true],
    ['In', [''], { tier: '' }, true],
    ['In', [''], {}, false],
    ['Near', ['x'], { tier: 'x' }, false],
  ] as const)('R16: %s %j on %j is %s', (operator, values, labels, expected) => {
    const asker = pod('a/asker', { labels });
    const question = from({ podSelector: expression(operator, values ? [...values] : undefined) });
    expect(verdict(question, 'a/asker', 'a/web', 'TCP 80', { pods: [web, asker] })).toBe(
      expected ? 'allowed' : 'denied',
    );
  });

  test('R16: labels and expressions must all hold, and keys of Object’s own are ordinary keys', () => {
    const selector = {
      matchLabels: { app: 'client' },
      matchExpressions: [{ key: 'constructor', operator: 'DoesNotExist' }],
    };
    expect(verdict(from({ podSelector: selector }), 'a/client', 'a/web', 'TCP 80')).toBe('allowed');
    const exists = { matchExpressions: [{ key: 'toString', operator: 'Exists' }] };
    expect(verdict(from({ podSelector: exists }), 'a/client', 'a/web', 'TCP 80')).toBe('denied');
  });

  test('R17: every namespace carries its name as a label, also one known through its pods alone', () => {
    const faked = [namespace('a', { 'kubernetes.io/metadata.name': 'b' })];
    expect(verdict(from({ namespaceSelector: named('b') }), 'b/client', 'a/web', 'TCP 80')).toBe('allowed');
    expect(verdict(from({ namespaceSelector: named('b') }), 'a/client', 'a/web', 'TCP 80', { namespaces: faked })).toBe(
      'denied',
    );
  });

  test('R18: verdicts follow labels of pods and namespaces', () => {
    const dev = from({ namespaceSelector: { matchLabels: { env: 'dev' } } });
    expect(verdict(dev, 'b/client', 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(dev, 'b/client', 'a/web', 'TCP 80', { namespaces: [namespace('b', { env: 'dev' })] })).toBe(
      'allowed',
    );
  });

  test('R19: except narrows its own cidr alone', () => {
    const without = { ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.7/32'] } };
    expect(verdict(from(without), OUTSIDE, 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(from(without, { ipBlock: { cidr: '203.0.113.0/28' } }), OUTSIDE, 'a/web', 'TCP 80')).toBe('allowed');
  });

  test('R20: whether an ipBlock matches pods is a choice of the profile, named where it decides', () => {
    const block = from({ ipBlock: { cidr: '10.0.0.0/8' } });
    const off: Profile = { ...KUBERNETES, name: 'custom', ipBlockMatchesPods: false };
    expect(ask(block, 'a/client', 'a/web', 'TCP 80')).toMatchObject({
      verdict: 'allowed',
      decidedBy: ['ipBlockMatchesPods'],
    });
    expect(ask(block, 'a/client', 'a/web', 'TCP 80', { profile: off })).toMatchObject({
      verdict: 'denied',
      decidedBy: ['ipBlockMatchesPods'],
    });
    expect(ask(from({ podSelector: {} }), 'a/client', 'a/web', 'TCP 80').decidedBy).toBeUndefined();
  });

  test('R21: host bits are masked, families are apart, and a mapped address is its IPv4 form', () => {
    const block = (cidr: string) => from({ ipBlock: { cidr } });
    expect(verdict(block('203.0.113.200/24'), OUTSIDE, 'a/web', 'TCP 80')).toBe('allowed');
    expect(verdict(block('0.0.0.0/0'), '2001:db8::1', 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(block('::/0'), OUTSIDE, 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(block('::ffff:203.0.113.0/120'), OUTSIDE, 'a/web', 'TCP 80')).toBe('allowed');
    expect(verdict(block('203.0.113.0/24'), '::ffff:203.0.113.7', 'a/web', 'TCP 80')).toBe('allowed');
  });

  test('R22: a block concerns the addresses of its family, and both sides must allow over one family', () => {
    const dual = [pod('a/web', { ips: ['10.0.0.1', 'fd00::1'] }), pod('a/client', { ips: ['10.0.0.2', 'fd00::2'] })];
    const v6 = policy('a/out', {
      podSelector: app('client'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: 'fd00::/64' } }] }],
    });
    const v4 = policy('a/in', { podSelector: app('web'), ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/24' } }] }] });
    expect(verdict([v6], 'a/client', 'a/web', 'TCP 80', { pods: dual })).toBe('allowed');
    expect(verdict([v4], 'a/client', 'a/web', 'TCP 80', { pods: dual })).toBe('allowed');
    expect(verdict([v4, v6], 'a/client', 'a/web', 'TCP 80', { pods: dual })).toBe('denied');
  });

  test('R23: outside is answered as ranges of addresses, and what a pod sees after translation is another question', () => {
    const policies = from({ ipBlock: { cidr: '10.0.0.0/8' } }, { ipBlock: { cidr: '203.0.113.0/24' } });
    const rows = createEngine(cluster([web], policies), KUBERNETES).connections('pod');
    expect(rows.map(({ source }) => source)).toEqual([
      '10.0.0.0-10.255.255.255',
      '203.0.113.0-203.0.113.255',
      'a/web[Pod]',
      'a/web[Pod]',
    ]);
    // The same client, as itself and as the machine that forwards it.
    expect(verdict(policies, OUTSIDE, 'a/web', 'TCP 8080')).toBe('allowed');
    expect(verdict(policies, '172.16.0.1', 'a/web', 'TCP 8080')).toBe('denied');
  });
});
