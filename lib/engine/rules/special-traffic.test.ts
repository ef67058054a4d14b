/** One test for every rule of the specification that the engine keeps, by its number: R31 to R39. */

import { describe, expect, test } from 'vitest';
import { ask, client, from, OUTSIDE, pods, ports, spec, toWeb, verdict } from '../fixtures/rule-world.ts';
import { app, cluster, pod, policy, port } from '../fixtures/small-cluster.ts';
import { createEngine, KUBERNETES, type NetworkPolicy } from '../index.ts';

describe('special traffic', () => {
  const onNode = pod('a/web', { hostIps: ['172.16.0.1', 'fd10::1'], host: 'one' });
  const closed = spec({ policyTypes: ['Ingress', 'Egress'] });

  test('R31: traffic between a pod and its own machine is always allowed, other machines are not', () => {
    const world = { pods: [onNode, pod('kube-system/agent', { hostNetwork: true, host: 'one', ips: ['172.16.0.1'] })] };
    for (const machine of ['172.16.0.1', 'fd10::1', 'kube-system/agent']) {
      const decision = ask(closed, machine, 'a/web', 'TCP 80', world);
      expect(decision).toMatchObject({ verdict: 'allowed', because: expect.stringContaining('machine') });
      expect(decision.ingress.isolatedBy).toEqual(['a/p']);
      expect(verdict(closed, 'a/web', machine, 'TCP 80', world)).toBe('allowed');
    }
    expect(verdict(closed, '172.16.0.2', 'a/web', 'TCP 80', world)).toBe('denied');
  });

  test('R32: a pod always reaches itself, and what its policies say is told all the same', () => {
    const decision = ask(closed, 'a/web', 'a/web', 'TCP 80');
    expect(decision).toMatchObject({ verdict: 'allowed', because: expect.stringContaining('itself') });
    expect([decision.egress.isolatedBy, decision.ingress.isolatedBy]).toEqual([['a/p'], ['a/p']]);
  });

  test('R33: no selector reaches a host-network pod; its traffic is its machine’s', () => {
    const host = pod('a/host', { hostNetwork: true, ips: ['172.16.0.9'] });
    const world = { pods: [...pods, host] };
    expect(verdict(closed, OUTSIDE, 'a/host', 'TCP 80', world)).toBe('allowed');
    expect(verdict(from({ podSelector: {} }), 'a/host', 'a/web', 'TCP 80', world)).toBe('denied');
    expect(verdict(from({ ipBlock: { cidr: '172.16.0.0/24' } }), 'a/host', 'a/web', 'TCP 80', world)).toBe('allowed');
    const { workloads, totals } = createEngine(cluster(world.pods), KUBERNETES).reachability();
    expect(workloads.find(({ name }) => name === 'host')).toMatchObject({ hostNetwork: true, ingress: { peers: 0 } });
    expect(totals.pairs).toBe(6);
  });

  test('R34: completed pods take part in nothing; a pod without an address leaves ipBlocks unknown', () => {
    const done = pod('a/done', { phase: 'Succeeded', ips: ['10.0.0.9'] });
    const pending = pod('a/pending', { phase: 'Pending', ips: [] });
    const world = { pods: [...pods, done, pending] };
    expect(
      createEngine(cluster(world.pods), KUBERNETES)
        .reachability()
        .workloads.map(({ name }) => name),
    ).not.toContain('done');
    expect(ask([], 'a/done', 'a/web', 'TCP 80', world)).toMatchObject({
      verdict: 'unknown',
      because: expect.stringContaining('completed'),
    });
    const block = from({ ipBlock: { cidr: '10.0.0.0/8' } });
    expect(verdict(block, 'a/pending', 'a/web', 'TCP 80', world)).toBe('unknown');
    expect(verdict(from({ podSelector: app('pending') }), 'a/pending', 'a/web', 'TCP 80', world)).toBe('allowed');
    expect(verdict(toWeb({}), 'a/pending', 'a/web', 'TCP 80', world)).toBe('denied');
    // What the other end denies whatever the address is denied.
    const shut = policy('a/shut', { podSelector: app('pending'), policyTypes: ['Egress'] });
    expect(verdict([...block, shut], 'a/pending', 'a/web', 'TCP 80', world)).toBe('denied');
    const onNoMachineYet = { pods: [...pods, pod('a/agent', { hostNetwork: true, ips: [] })] };
    expect(verdict(block, 'a/agent', 'a/web', 'TCP 80', onNoMachineYet)).toBe('unknown');
  });

  test('R35: the address of a Service is no pod’s: a policy that admits the pod does not admit the address', () => {
    const out = spec({
      podSelector: app('client'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: app('web') }] }],
    });
    expect(verdict(out, 'a/client', '172.20.0.10', 'TCP 80')).toBe('denied');
    expect(verdict(out, 'a/client', 'a/web', 'TCP 8080')).toBe('allowed');
  });

  test('R36: labels of pods decide, also behind a Service that selects by fewer of them', () => {
    const behind = pod('a/web', { labels: { app: 'web', tier: 'front' }, ports: [port('http', 8080)] });
    const out = spec({
      podSelector: app('client'),
      policyTypes: ['Egress'],
      egress: [{ to: [{ podSelector: { matchLabels: { app: 'web', tier: 'front' } } }], ports: [{ port: 8080 }] }],
    });
    const engine = createEngine(cluster([behind, client], out), KUBERNETES);
    const question = { source: 'a/client[Pod]', destination: 'a/web[Pod]', protocol: 'TCP', port: 8080 } as const;
    const verdicts = [false, true].map((throughService) => engine.decide({ ...question, throughService }).verdict);
    expect(verdicts).toEqual(['allowed', 'allowed']);
    // The port is the pod's, whatever number the Service has.
    expect(engine.decide({ ...question, port: 80, throughService: true }).verdict).toBe('denied');
  });

  test('R37: in the default profile a named port opens no pod on a sibling’s number', () => {
    const siblings = [
      pod('a/one', { labels: { app: 'web' }, ports: [port('http', 8080)] }),
      pod('a/two', { labels: { app: 'web' }, ports: [port('http', 9090)] }),
      client,
    ];
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/one', 'TCP 8080', { pods: siblings })).toBe('allowed');
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/two', 'TCP 9090', { pods: siblings })).toBe('allowed');
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/two', 'TCP 8080', { pods: siblings })).toBe('denied');
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/one', 'TCP 9090', { pods: siblings })).toBe('denied');
  });

  test('R38: a policy concerns the pod as a whole, whichever container speaks', () => {
    const sidecar = { ...port('proxy', 15001), ofSidecar: true as const };
    const world = { pods: [pod('a/web', { ports: [port('http', 8080), sidecar] }), client] };
    const asked = (policies: readonly NetworkPolicy[]) =>
      ['TCP 8080', 'TCP 15001', 'TCP 9999'].map((probe) => verdict(policies, 'a/client', 'a/web', probe, world));
    expect(asked(toWeb({}))).toEqual(['denied', 'denied', 'denied']);
    expect(asked(ports({ port: 8080 }))).toEqual(['allowed', 'denied', 'denied']);
    expect(asked(ports({ port: 15001 }, { port: 9999 }))).toEqual(['denied', 'allowed', 'allowed']);
    expect(asked(ports({ port: 'proxy' }))).toEqual(['denied', 'allowed', 'denied']);
  });

  test('R39: an address outside has no policy of its own', () => {
    const decision = ask(toWeb({}), OUTSIDE, 'a/web', 'TCP 80');
    expect(decision.egress).toMatchObject({ verdict: 'allowed', isolatedBy: [], admittedBy: [] });
    expect(decision.ingress).toMatchObject({ verdict: 'denied', isolatedBy: ['a/p'] });
  });
});
