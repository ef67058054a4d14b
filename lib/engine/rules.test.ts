/** One test for every rule of the specification that the engine keeps, by its number in the project's list. */

import { describe, expect, test } from 'vitest';
import { app, cluster, named, namespace, pod, policy, port } from './fixtures/small-cluster.ts';
import {
  createEngine,
  KUBERNETES,
  type LabelSelector,
  type Namespace,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type NetworkPolicyPort,
  type Pod,
  type Profile,
  type Protocol,
} from './index.ts';

const web = pod('a/web', { ports: [port('http', 8080)], ips: ['10.0.0.1'] });
const client = pod('a/client', { ips: ['10.0.0.2'] });
const other = pod('b/client', { ips: ['10.0.1.2'], ports: [port('http', 80), port('http', 81, 'UDP')] });
const pods = [web, client, other];
const OUTSIDE = '203.0.113.7';

interface World {
  readonly pods?: readonly Pod[];
  readonly namespaces?: readonly Namespace[];
  readonly profile?: Profile;
}

function ask(policies: readonly NetworkPolicy[], from: string, to: string, probe: string, world: World = {}) {
  const [protocol, number] = probe.split(' ');
  const snapshot = cluster(world.pods ?? pods, policies, world.namespaces);
  const end = (name: string) => (name.includes('/') && !name.includes('[') ? `${name}[Pod]` : name);
  const question = { source: end(from), destination: end(to), protocol: protocol as Protocol, port: Number(number) };
  return createEngine(snapshot, world.profile).decide(question);
}

const verdict = (...question: Parameters<typeof ask>) => ask(...question).verdict;
const spec = (of: NetworkPolicy['spec'], id = 'a/p') => [policy(id, of)];
const toWeb = (of: NetworkPolicy['spec']) => spec({ podSelector: app('web'), ...of });
const from = (...peers: NetworkPolicyPeer[]) => toWeb({ ingress: [{ from: peers }] });
const ports = (...list: NetworkPolicyPort[]) => toWeb({ ingress: [{ ports: list }] });

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
    const [row] = createEngine(cluster(pods)).connections('pod');
    expect(Object.keys(row?.ports ?? {})).toEqual(['TCP', 'UDP', 'SCTP']);
    expect(verdict(ports({ protocol: 'ICMP' }), 'a/client', 'a/web', 'TCP 80')).toBe('denied');
  });

  test('R11: replies need no rule: an isolated client still reaches whom it may call', () => {
    const closed = spec({ podSelector: app('client'), policyTypes: ['Ingress'] });
    expect(verdict(closed, 'a/client', 'a/web', 'TCP 80')).toBe('allowed');
  });
});

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
    const rows = createEngine(cluster([web], policies)).connections('pod');
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

  test('R27: a named port towards an ipBlock admits nothing; without `to`, every pod that has the name', () => {
    const out = (to?: NetworkPolicyPeer[]) =>
      spec({ podSelector: app('client'), policyTypes: ['Egress'], egress: [{ to, ports: [{ port: 'http' }] }] });
    expect(verdict(out([{ ipBlock: { cidr: '0.0.0.0/0' } }]), 'a/client', 'a/web', 'TCP 8080')).toBe('denied');
    expect(verdict(out(), 'a/client', 'b/client', 'TCP 80')).toBe('allowed');
    expect(verdict(out(), 'a/client', OUTSIDE, 'TCP 80')).toBe('denied');
  });

  test('R28: the ports of sidecars count like those of containers, the first of a name deciding', () => {
    const twice = pod('a/web', { ports: [port('http', 8080), port('http', 9090)] });
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/web', 'TCP 8080', { pods: [twice, client] })).toBe(
      'allowed',
    );
    expect(verdict(ports({ port: 'http' }), 'a/client', 'a/web', 'TCP 9090', { pods: [twice, client] })).toBe('denied');
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
      expect(createEngine(cluster(pods, ports(bad))).reachability().totals.denied).toBe(2);
    }
  });

  test('R30: a rule for one protocol isolates for all', () => {
    expect(verdict(ports({ protocol: 'SCTP', port: 80 }), 'a/client', 'a/web', 'TCP 80')).toBe('denied');
    expect(verdict(ports({ protocol: 'SCTP', port: 80 }), 'a/client', 'a/web', 'SCTP 80')).toBe('allowed');
  });
});

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
    const { workloads, totals } = createEngine(cluster(world.pods)).reachability();
    expect(workloads.find(({ name }) => name === 'host')).toMatchObject({ hostNetwork: true, ingress: { peers: 0 } });
    expect(totals.pairs).toBe(6);
  });

  test('R34: completed pods take part in nothing; a pod without an address leaves ipBlocks unknown', () => {
    const done = pod('a/done', { phase: 'Succeeded', ips: ['10.0.0.9'] });
    const pending = pod('a/pending', { phase: 'Pending', ips: [] });
    const world = { pods: [...pods, done, pending] };
    expect(
      createEngine(cluster(world.pods))
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
    const engine = createEngine(cluster([behind, client], out));
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
