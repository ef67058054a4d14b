/** Every point of the profile, by its rule: what each choice decides, and that the decision names it. */

import { describe, expect, test } from 'vitest';
import { app, cluster, pod, policy, port } from '../fixtures/small-cluster.ts';
import {
  createEngine,
  EKS_VPC_CNI,
  KUBERNETES,
  type NetworkPolicy,
  type Pod,
  PROFILE_CHOICES,
  type Profile,
  type Question,
} from '../index.ts';

const web = pod('a/web', { ports: [port('http', 8080)], host: 'one', hostIps: ['172.16.0.1'] });
const client = pod('a/client', { host: 'two', hostIps: ['172.16.0.2'] });
const agent = pod('a/agent', { hostNetwork: true, host: 'one', ips: ['172.16.0.1'] });
const otherAgent = pod('a/other', { hostNetwork: true, host: 'two', ips: ['172.16.0.2'], ports: [port('http', 80)] });
const pods = [web, client, agent, otherAgent];

function ask(
  policies: readonly NetworkPolicy[],
  question: string,
  choice: Partial<Profile>,
  more: Partial<Question> = {},
  own: readonly Pod[] = pods,
) {
  const [from = '', to = '', number = '80'] = question.split(' ');
  const end = (name: string) => (name.includes('/') ? `${name}[Pod]` : name);
  const engine = createEngine(cluster(own, policies), { ...KUBERNETES, name: 'custom', ...choice });
  return engine.decide({ source: end(from), destination: end(to), protocol: 'TCP', port: Number(number), ...more });
}

const closed = [policy('a/closed', { policyTypes: ['Ingress', 'Egress'] })];
const intoWeb = (spec: NetworkPolicy['spec']) => [policy('a/p', { podSelector: app('web'), ...spec })];
const outOfClient = (spec: NetworkPolicy['spec']) => [
  policy('a/p', { podSelector: app('client'), policyTypes: ['Egress'], ...spec }),
];

describe('the profile', () => {
  test('both profiles choose something on every point', () => {
    for (const profile of [KUBERNETES, EKS_VPC_CNI]) {
      for (const [option, choices] of Object.entries(PROFILE_CHOICES)) {
        expect(choices).toContain(profile[option as keyof typeof PROFILE_CHOICES]);
      }
    }
  });

  test('R31: traffic with the own machine passes both ways, into the pod alone, or as policies say', () => {
    const verdicts = (ownNodeTraffic: Profile['ownNodeTraffic']) =>
      ['a/agent a/web', 'a/web a/agent', 'a/web 172.16.0.1'].map(
        (pair) => ask(closed, pair, { ownNodeTraffic }).verdict,
      );
    expect(verdicts('both-directions')).toEqual(['allowed', 'allowed', 'allowed']);
    expect(verdicts('into-pods')).toEqual(['allowed', 'denied', 'denied']);
    expect(verdicts('as-policy')).toEqual(['denied', 'denied', 'denied']);
    expect(ask(closed, 'a/agent a/web', {}).decidedBy).toEqual(['ownNodeTraffic']);
    expect(ask([], 'a/agent a/web', {}).decidedBy).toBeUndefined();
  });

  test('R32: a pod that meets itself through a Service is unknown, allowed, or as policies say; by its own address it passes', () => {
    const through = { throughService: true };
    const verdict = (policies: NetworkPolicy[], loopbackThroughService: Profile['loopbackThroughService']) =>
      ask(policies, 'a/web a/web', { loopbackThroughService }, through).verdict;
    expect(verdict(closed, 'unknown')).toBe('unknown');
    expect(verdict(closed, 'allowed')).toBe('allowed');
    expect(verdict(closed, 'as-policy')).toBe('denied');
    expect(verdict([], 'as-policy')).toBe('allowed');
    expect(ask(closed, 'a/web a/web', {}, through).decidedBy).toEqual(['loopbackThroughService']);
    expect(ask(closed, 'a/web a/web', { loopbackThroughService: 'as-policy' })).toMatchObject({ verdict: 'allowed' });
  });

  test('R33: a selector misses host-network pods, matches them, or opens the machine of those it matches', () => {
    const rule = intoWeb({ ingress: [{ from: [{ podSelector: app('other') }] }] });
    const neighbour = pod('b/neighbour', { hostNetwork: true, host: 'two', ips: ['172.16.0.2'] });
    const verdicts = (hostNetworkPeers: Profile['hostNetworkPeers']) =>
      ['a/other a/web', 'b/neighbour a/web', '172.16.0.2 a/web'].map(
        (pair) => ask(rule, pair, { hostNetworkPeers }, {}, [...pods, neighbour]).verdict,
      );
    expect(verdicts('node-address-only')).toEqual(['denied', 'denied', 'denied']);
    expect(verdicts('matched-by-selectors')).toEqual(['allowed', 'denied', 'denied']);
    expect(verdicts('match-opens-node')).toEqual(['allowed', 'allowed', 'allowed']);
    expect(ask(rule, 'a/other a/web', {}).decidedBy).toEqual(['hostNetworkPeers']);
  });

  test('R33: a policy selects no host-network pod, whatever selectors see as peers', () => {
    const choice = { hostNetworkPeers: 'match-opens-node', ownNodeTraffic: 'as-policy' } as const;
    const hosts = [policy('a/p', { podSelector: app('other'), policyTypes: ['Ingress', 'Egress'] })];
    expect(ask(hosts, 'a/web a/other', choice).verdict).toBe('allowed');
  });

  test('R28: the port name of a sidecar counts, or is ignored', () => {
    const sidecar = pod('a/web', { ports: [{ ...port('proxy', 15001), ofSidecar: true }] });
    const rule = intoWeb({ ingress: [{ ports: [{ port: 'proxy' }] }] });
    const decision = (sidecarPorts: Profile['sidecarPorts']) =>
      ask(rule, 'a/client a/web 15001', { sidecarPorts }, {}, [sidecar, client]);
    expect(decision('resolved')).toMatchObject({ verdict: 'allowed', decidedBy: ['sidecarPorts'] });
    expect(decision('ignored')).toMatchObject({ verdict: 'denied', decidedBy: ['sidecarPorts'] });
  });

  test('R27: a named egress port without `to` opens every pod with the name, or nothing', () => {
    const rule = outOfClient({ egress: [{ ports: [{ port: 'http' }, { port: 443 }] }] });
    const decision = (egressNamedPortToEveryone: Profile['egressNamedPortToEveryone'], number: number) =>
      ask(rule, `a/client a/web ${number}`, { egressNamedPortToEveryone });
    expect(decision('every-pod-with-the-name', 8080)).toMatchObject({
      verdict: 'allowed',
      decidedBy: ['egressNamedPortToEveryone'],
    });
    expect(decision('nothing', 8080).verdict).toBe('denied');
    expect(decision('nothing', 443)).toMatchObject({ verdict: 'allowed' });
    expect(decision('nothing', 443).decidedBy).toBeUndefined();
  });

  test('R27: a named egress port towards an ipBlock opens the pods in it that have the name, or nothing', () => {
    const to = [{ ipBlock: { cidr: '10.0.0.0/8' } }];
    const rule = outOfClient({ egress: [{ to, ports: [{ port: 'http' }, { port: 443 }] }] });
    const decision = (egressNamedPortToIpBlock: Profile['egressNamedPortToIpBlock'], number: number) =>
      ask(rule, `a/client a/web ${number}`, { egressNamedPortToIpBlock });
    expect(decision('pods-in-the-block', 8080)).toMatchObject({ verdict: 'allowed' });
    expect(decision('pods-in-the-block', 8080).decidedBy).toEqual(['ipBlockMatchesPods', 'egressNamedPortToIpBlock']);
    expect(decision('pods-in-the-block', 8081).verdict).toBe('denied');
    const denied = decision('nothing', 8080);
    expect(denied).toMatchObject({ verdict: 'denied', decidedBy: ['egressNamedPortToIpBlock'] });
    expect(denied.egress.nearestMiss?.terms.find(({ part }) => part === 'port')?.matches).toBe(false);
    expect(decision('nothing', 443).decidedBy).toEqual(['ipBlockMatchesPods']);
    const later = { ...web, ips: [] };
    expect(ask(rule, 'a/client a/web 8080', {}, {}, [later, client]).verdict).toBe('unknown');
    expect(ask(rule, 'a/client a/web 8081', {}, {}, [later, client]).verdict).toBe('denied');
  });

  test('R28: of one port name given twice every number counts, or the first alone, in both directions', () => {
    const twice = pod('a/web', { ports: [port('http', 8080), port('http', 9090)] });
    const to = [{ podSelector: app('web') }];
    for (const rule of [
      intoWeb({ ingress: [{ ports: [{ port: 'http' }] }] }),
      outOfClient({ egress: [{ to, ports: [{ port: 'http' }] }] }),
    ]) {
      const decision = (portNameGivenTwice: Profile['portNameGivenTwice'], number: number) =>
        ask(rule, `a/client a/web ${number}`, { portNameGivenTwice }, {}, [twice, client]);
      expect(decision('every-number', 9090)).toMatchObject({ verdict: 'allowed', decidedBy: ['portNameGivenTwice'] });
      expect(decision('first-number', 9090)).toMatchObject({ verdict: 'denied', decidedBy: ['portNameGivenTwice'] });
      expect(decision('first-number', 8080).verdict).toBe('allowed');
      expect(decision('first-number', 8080).decidedBy).toBeUndefined();
    }
  });

  test('R37: a named ingress port is each pod’s own number, or those of all pods the policy selects', () => {
    const twin = (name: string, number: number) => pod(name, { labels: { app: 'web' }, ports: [port('http', number)] });
    const rule = intoWeb({ ingress: [{ ports: [{ port: 'http' }] }] });
    const own = [twin('a/one', 8080), twin('a/two', 9090), client];
    const decision = (ingressNamedPorts: Profile['ingressNamedPorts']) =>
      ask(rule, 'a/client a/one 9090', { ingressNamedPorts }, {}, own);
    expect(decision('own-number')).toMatchObject({ verdict: 'denied', decidedBy: ['ingressNamedPorts'] });
    expect(decision('numbers-of-all-selected-pods').verdict).toBe('allowed');
  });
});
