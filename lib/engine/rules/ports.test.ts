/** One test for every rule of the specification that the engine keeps, by its number: R24 to R30. */

import { describe, expect, test } from 'vitest';
import { client, OUTSIDE, pods, ports, spec, verdict } from '../fixtures/rule-world.ts';
import { app, cluster, pod, port } from '../fixtures/small-cluster.ts';
import { createEngine, KUBERNETES, type NetworkPolicyPeer } from '../index.ts';

describe('ports', () => {
  test('R24: a missing protocol is TCP; a protocol without a port is all its ports', () => {
    expect(verdict(ports({}), 'a/client', 'a/web', 'TCP 5')).toBe('allowed');
    expect(verdict(ports({}), 'a/client', 'a/web', 'UDP 5')).toBe('denied');
    expect(verdict(ports({ protocol: 'UDP' }), 'a/client', 'a/web', 'UDP 5')).toBe('allowed');
    expect(verdict(ports({ port: 5 }), 'a/client', 'a/web', 'UDP 5')).toBe('denied');
  });

  test('R25: a number is the destination pod’s port and need not be declared', () => {
    const out = spec({ podSelector: app('client'), policyTypes: ['Egress'], egress: [{ ports: [{ port: 9999 }] }] });
    expect(verdict(out, 'a/client', 'a/web', 'TCP 9999')).toBe('allowed');
    expect(verdict(out, 'a/client', 'a/web', 'TCP 8080')).toBe('denied');
  });

  test('R26: a named port is each destination pod’s own, of the same protocol', () => {
    const out = spec({
      podSelector: app('client'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 'http' }] }],
    });
    expect(verdict(out, 'a/client', 'a/web', 'TCP 8080')).toBe('allowed');
    expect(verdict(out, 'a/client', 'b/client', 'TCP 80')).toBe('allowed');
    expect(verdict(out, 'a/client', 'b/client', 'UDP 81')).toBe('denied');
    expect(verdict(ports({ port: 'http' }), 'b/client', 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(ports({ port: 'nobody' }), 'a/client', 'a/web', 'TCP 8080')).toBe('denied');
  });

  test('R27: a named port towards an ipBlock means the pods in it that have the name; without `to`, every pod that has it', () => {
    const out = (to?: NetworkPolicyPeer[]) =>
      spec({ podSelector: app('client'), policyTypes: ['Egress'], egress: [{ to, ports: [{ port: 'http' }] }] });
    const towards = out([{ ipBlock: { cidr: '0.0.0.0/0' } }]);
    expect(verdict(towards, 'a/client', 'a/web', 'TCP 8080')).toBe('allowed');
    expect(verdict(towards, 'a/client', 'a/web', 'TCP 8081')).toBe('denied');
    expect(verdict(towards, 'a/client', OUTSIDE, 'TCP 8080')).toBe('denied');
    expect(verdict(out(), 'a/client', 'b/client', 'TCP 80')).toBe('allowed');
    expect(verdict(out(), 'a/client', OUTSIDE, 'TCP 80')).toBe('denied');
  });

  test('R28: the ports of sidecars count like those of containers, every number of a name given twice', () => {
    const twice = pod('a/web', { ports: [port('http', 8080), port('http', 9090)] });
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/web', 'TCP 8080', { pods: [twice, client] })).toBe(
      'allowed',
    );
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/web', 'TCP 9090', { pods: [twice, client] })).toBe(
      'allowed',
    );
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/web', 'TCP 9091', { pods: [twice, client] })).toBe('denied');
  });

  test('R29: endPort is inclusive, needs a number, and is not below port', () => {
    const range = ports({ port: 80, endPort: 90 });
    expect(['TCP 80', 'TCP 90', 'TCP 79', 'TCP 91'].map((probe) => verdict(range, 'a/client', 'a/web', probe))).toEqual(
      ['allowed', 'allowed', 'denied', 'denied'],
    );
    for (const bad of [
      { endPort: 90 },
      { port: 'http', endPort: 9090 },
      { port: 90, endPort: 80 },
      { port: 0 },
      { port: 65536 },
    ]) {
      expect(createEngine(cluster(pods, ports(bad)), KUBERNETES).reachability().totals.denied).toBe(2);
    }
  });

  test('R30: a rule for one protocol isolates for all', () => {
    expect(verdict(ports({ protocol: 'SCTP', port: 80 }), 'a/client', 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(ports({ protocol: 'SCTP', port: 80 }), 'a/client', 'a/web', 'SCTP 80')).toBe('allowed');
  });
});
