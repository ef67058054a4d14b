/** One test for every rule of the specification that the engine keeps, by its number: R1 to R11. */

import { describe, expect, test } from 'vitest';
import { OUTSIDE, pods, ports, spec, toWeb, verdict } from '../fixtures/rule-world.ts';
import { app, cluster, pod, policy } from '../fixtures/small-cluster.ts';
import { createEngine, KUBERNETES } from '../index.ts';

describe('isolation and direction', () => {
  test('R1: a pod is isolated by policies of its own namespace that select it, in each direction by itself', () => {
    const ingress = toWeb({ policyTypes: ['Ingress'] });
    expect(verdict(ingress, 'a/client', 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(ingress, 'a/web', 'a/client', 'TCP 80')).toBe('allowed');
    expect(verdict(spec({ podSelector: app('client') }, 'b/p'), 'a/web', 'a/client', 'TCP 80')).toBe('allowed');
  });

  test('R2: both the egress side of the source and the ingress side of the destination must allow', () => {
    const out = policy('a/out', {
      podSelector: app('client'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: app('web') }] }],
    });
    const into = policy('a/in', { podSelector: app('web'), ingress: [{ from: [{ podSelector: app('nobody') }] }] });
    expect(verdict([out], 'a/client', 'a/web', 'TCP 80')).toBe('allowed');
    expect(verdict([out, into], 'a/client', 'a/web', 'TCP 80')).toBe('denied');
  });

  test('R3: policies add up, in any order', () => {
    const both = [...toWeb({}), policy('a/q', { ingress: [{ from: [{ podSelector: app('client') }] }] })];
    expect(verdict(both, 'a/client', 'a/web', 'TCP 80')).toBe('allowed');
    expect(verdict(both.toReversed(), 'a/client', 'a/web', 'TCP 80')).toBe('allowed');
  });

  test('R4: missing or empty policyTypes mean Ingress, and Egress where there are egress rules', () => {
    for (const policyTypes of [undefined, null, []]) {
      expect(verdict(toWeb({ policyTypes, egress: [] }), 'a/web', 'a/client', 'TCP 80')).toBe('allowed');
      expect(verdict(toWeb({ policyTypes, egress: [{ ports: [{ port: 1 }] }] }), 'a/web', 'a/client', 'TCP 80')).toBe(
        'denied',
      );
      expect(verdict(toWeb({ policyTypes, egress: [{}] }), 'a/client', 'a/web', 'TCP 80')).toBe('denied');
    }
  });

  test('R5: policyTypes are taken literally: rules of a direction not listed are ignored', () => {
    const ignored = toWeb({
      policyTypes: ['Egress'],
      ingress: [{ from: [{ podSelector: app('nobody') }] }],
      egress: [{}],
    });
    expect(verdict(ignored, 'a/client', 'a/web', 'TCP 80')).toBe('allowed');
  });

  test.each([[undefined], [null], [{}], [{ matchLabels: null }]])(
    'R6: podSelector %j selects the whole namespace',
    (podSelector) => {
      expect(verdict(spec({ podSelector }), 'b/client', 'a/web', 'TCP 80')).toBe('denied');
      expect(verdict(spec({ podSelector }), 'a/web', 'b/client', 'TCP 80')).toBe('allowed');
    },
  );

  test('R7: missing, null and empty ingress admit nobody; one empty rule admits everybody', () => {
    for (const ingress of [undefined, null, []])
      expect(verdict(toWeb({ ingress }), 'a/client', 'a/web', 'TCP 80')).toBe('denied');
    for (const ingress of [[{}], [null]])
      expect(verdict(toWeb({ ingress }), OUTSIDE, 'a/web', 'SCTP 9')).toBe('allowed');
  });

  test('R8: missing or empty from, to and ports mean all, outside and host-network pods included', () => {
    const host = pod('a/host', { hostNetwork: true, ips: ['172.16.0.9'] });
    for (const list of [undefined, null, []]) {
      const open = toWeb({ ingress: [{ from: list, ports: list }], egress: [{ to: list, ports: list }] });
      for (const end of ['a/client', 'b/client', OUTSIDE, 'a/host']) {
        expect(verdict(open, end, 'a/web', 'UDP 7', { pods: [...pods, host] })).toBe('allowed');
        expect(verdict(open, 'a/web', end, 'UDP 7', { pods: [...pods, host] })).toBe('allowed');
      }
    }
    const both = toWeb({ ingress: [{ from: [{ podSelector: app('client') }], ports: [{ port: 80 }] }] });
    expect(verdict(both, 'a/client', 'a/web', 'TCP 81')).toBe('denied');
    expect(verdict(both, 'b/client', 'a/web', 'TCP 80')).toBe('denied');
  });

  test('R9: a policy without rules and policyTypes denies all ingress', () => {
    expect(verdict(spec(undefined), 'b/client', 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(spec({}), 'a/web', 'b/client', 'TCP 80')).toBe('allowed');
  });

  test('R10: only TCP, UDP and SCTP are governed', () => {
    const [row] = createEngine(cluster(pods), KUBERNETES).connections('pod');
    expect(Object.keys(row?.ports ?? {})).toEqual(['TCP', 'UDP', 'SCTP']);
    expect(verdict(ports({ protocol: 'ICMP' }), 'a/client', 'a/web', 'TCP 80')).toBe('denied');
  });

  test('R11: replies need no rule: an isolated client still reaches whom it may call', () => {
    const closed = spec({ podSelector: app('client'), policyTypes: ['Ingress'] });
    expect(verdict(closed, 'a/client', 'a/web', 'TCP 80')).toBe('allowed');
  });
});
