/**
 * The engine against the naive evaluator, on random clusters, policies and edits. `NETPOL_CASES` sets how many cases
 * (20,000 by default), `NETPOL_SEED` where they start. A failure names its seed.
 */

import { expect, test } from 'vitest';
import {
  type ConnectionRow,
  type ConnectionSet,
  createEngine,
  type DirectionReasons,
  diffConnections,
  EKS_VPC_CNI,
  KUBERNETES,
  type Pod,
  type PolicyEdit,
  PROFILE_CHOICES,
  PROTOCOLS,
  type Profile,
  type ProfileOption,
  type Snapshot,
  workloadId,
} from '../index.ts';
import { inRange } from '../naive/address-range.ts';
import { type NaiveSide, type Party, passes, passesOwnMachine, podsOf, side, verdictOf } from '../naive/evaluate.ts';
import { probePorts, RandomCluster } from '../naive/random-cluster.ts';

const CASES = Number(process.env.NETPOL_CASES ?? 20_000);
const FIRST = Number(process.env.NETPOL_SEED ?? 1);
/** Half of the cases in the two profiles there are, the rest with choices at random. */
const profileOf = (seed: number): Profile =>
  [KUBERNETES, EKS_VPC_CNI][seed % 4] ?? new RandomCluster(seed * 31 + 7).profile();

function eachSeed(share: number, run: (seed: number) => void) {
  const count = Math.max(1, Math.round(CASES * share));
  for (let seed = FIRST; seed < FIRST + count; seed++) {
    try {
      run(seed);
    } catch (cause) {
      throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }
}

const podId = (pod: Party) => (typeof pod === 'string' ? pod : `${pod.namespace}/${pod.name}[Pod]`);

function sample<T>(list: readonly T[], seed: number): T {
  return list[(seed * 7919) % list.length] as T;
}

/** R34 makes a verdict unknown where an ipBlock meets a pod without an address; the naive one says denied. */
const agrees = (naive: string, verdict: string) => naive === verdict || (naive === 'denied' && verdict === 'unknown');

test('verdicts and reasons of pods and addresses are those of the naive evaluator', { timeout: 3_600_000 }, () => {
  eachSeed(0.4, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const profile = profileOf(seed);
    const engine = createEngine(snapshot, profile);
    const pods = podsOf(snapshot);
    const parties: Party[] = [...pods, ...random.addresses().slice(0, 5)];
    const taken = new Set(pods.flatMap(({ ips, hostNetwork }) => (hostNetwork ? [] : ips)));
    const probes = probePorts(pods, snapshot.policies);
    let step = 0;
    for (const from of parties) {
      for (const to of parties) {
        if (typeof from === 'string' && typeof to === 'string') continue;
        if ((typeof from === 'string' && taken.has(from)) || (typeof to === 'string' && taken.has(to))) continue;
        // A third of the pairs, others in every cluster: a decision with all its reasons is the dearest answer.
        if (step++ % 3 !== seed % 3) continue;
        const probe = { protocol: sample(PROTOCOLS, seed), port: sample(probes, seed + step) };
        const throughService = from === to && step % 2 === 0;
        const decision = engine.decide({ source: podId(from), destination: podId(to), ...probe, throughService });
        if (!agrees(verdictOf(snapshot, profile, from, to, probe, throughService), decision.verdict)) {
          throw new Error(`${podId(from)} -> ${podId(to)} ${JSON.stringify(probe)}: ${decision.verdict}`);
        }
        const egress = side(snapshot, profile, 'egress', from, to, probe);
        same(decision.egress, egress, `${podId(from)} -> ${podId(to)} egress`);
        const ingress = side(snapshot, profile, 'ingress', to, from, probe);
        same(decision.ingress, ingress, `${podId(from)} -> ${podId(to)} ingress`);
      }
    }
  });
});

/** Compared as text: a thousand times cheaper than an assertion, and there are millions. */
function same(found: DirectionReasons, naive: NaiveSide, what: string): void {
  const [is, expected] = [
    JSON.stringify([found.isolatedBy, found.admittedBy]),
    JSON.stringify([naive.isolatedBy.map(idOf), naive.admittedBy]),
  ];
  if (is !== expected) throw new Error(`${what}: ${is} instead of ${expected}`);
}

const idOf = ({ metadata }: { metadata: { namespace: string; name: string } }) =>
  `${metadata.namespace}/${metadata.name}`;

type Open = ReadonlyMap<string, ReadonlySet<string>>;

/** Ports that pass between pods, or workloads, at the probes, as `protocol/port`; by what `name` calls a pod. */
function naiveOpen(snapshot: Snapshot, profile: Profile, probes: readonly number[], name: (pod: Pod) => string): Open {
  const open = new Map<string, Set<string>>();
  const pods = podsOf(snapshot).filter(({ hostNetwork }) => !hostNetwork);
  for (const from of pods) {
    for (const to of pods) {
      if (name(from) === name(to)) continue;
      const pair = `${name(from)} ${name(to)}`;
      const ports = open.get(pair) ?? new Set();
      for (const protocol of PROTOCOLS) {
        for (const port of probes) {
          const key = `${protocol}/${port}`;
          if (!ports.has(key) && passes(snapshot, profile, from, to, { protocol, port })) ports.add(key);
        }
      }
      open.set(pair, ports);
    }
  }
  return open;
}

const workloadOf = (pod: Pod) => workloadId(pod.namespace, pod.workload);

/** The ports of a set that are probes. */
function probed(set: ConnectionSet, probes: readonly number[]): Set<string> {
  const open = PROTOCOLS.flatMap((protocol) =>
    probes
      .filter((port) => set[protocol]?.some(([first, last]) => first <= port && port <= last))
      .map((port) => `${protocol}/${port}`),
  );
  return new Set(open);
}

test('connections and totals of workloads are those of the naive evaluator', { timeout: 3_600_000 }, () => {
  eachSeed(0.1, (seed) => {
    const snapshot = new RandomCluster(seed).snapshot();
    const profile = profileOf(seed);
    const engine = createEngine(snapshot, profile);
    const probes = probePorts(snapshot.pods, snapshot.policies);
    const expected = naiveOpen(snapshot, profile, probes, workloadOf);
    const { totals, workloads, byRule } = engine.reachability();
    const allowed = [...expected.values()].filter((open) => open.size > 0).length;
    expect(totals).toMatchObject({ pairs: expected.size, allowed, denied: expected.size - allowed });
    expect(byRule.length).toBe(totals.byRule);
    for (const { id } of workloads) {
      for (const { workload, ports } of engine.peers(id)?.egress ?? []) {
        expect(probed(ports, probes), `${id} -> ${workload}`).toEqual(expected.get(`${id} ${workload}`));
      }
    }
  });
});

/** The last edit of a policy counts; one that stays keeps its place. */
function edited(snapshot: Snapshot, edits: readonly PolicyEdit[]): Snapshot {
  const last = new Map(edits.map((edit) => [edit.action === 'put' ? idOf(edit.policy) : edit.id, edit]));
  const policies = new Map(snapshot.policies.map((policy) => [idOf(policy), policy]));
  for (const [id, edit] of last) {
    if (edit.action === 'put') policies.set(id, edit.policy);
    else policies.delete(id);
  }
  return { ...snapshot, policies: [...policies.values()] };
}

/** How many ports a probe stands for: nothing changes between a probe and the next. */
function spanner(probes: readonly number[]) {
  const spans = new Map(probes.map((port, at) => [`${port}`, (probes[at + 1] ?? 65536) - port]));
  return (key: string) => spans.get(key.split('/')[1] ?? '') ?? 0;
}

function naiveTotals(open: Open, probes: readonly number[]) {
  const span = spanner(probes);
  const sets = [...open.values()];
  const tuples = sets.reduce((sum, set) => sum + [...set].reduce((own, key) => own + span(key), 0), 0);
  return {
    pairs: sets.length,
    allowed: sets.filter(({ size }) => size > 0).length,
    full: sets.filter(({ size }) => size === probes.length * PROTOCOLS.length).length,
    tuples: BigInt(tuples),
  };
}

/** What is open in `a` and not in `b`: pairs without any connection in `b`, and ports times pairs. */
function naiveMore(a: Open, b: Open, probes: readonly number[]) {
  const span = spanner(probes);
  let pairs = 0;
  let tuples = 0;
  for (const [pair, ports] of a) {
    const other = b.get(pair);
    if (ports.size > 0 && other?.size === 0) pairs++;
    for (const key of ports) if (!other?.has(key)) tuples += span(key);
  }
  return { pairs, tuples: BigInt(tuples) };
}

test('totals, namespace graph and preview are those of the naive evaluator', { timeout: 3_600_000 }, () => {
  eachSeed(0.2, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const profile = profileOf(seed);
    const engine = createEngine(snapshot, profile);
    const edits = random.edits(snapshot);
    const after = edited(snapshot, edits);
    const probes = probePorts(snapshot.pods, [...snapshot.policies, ...after.policies]);
    const was = naiveOpen(snapshot, profile, probes, podId);
    expect(engine.totals()).toMatchObject(naiveTotals(was, probes));
    const graph = engine.namespaces();
    for (const source of graph.namespaces) {
      for (const destination of graph.namespaces) {
        const inside = (pair: string) => pair.startsWith(`${source}/`) && pair.includes(` ${destination}/`);
        const { pairs, allowed, full } = naiveTotals(new Map([...was].filter(([pair]) => inside(pair))), probes);
        expect(graph.cell(source, destination), `${source} -> ${destination}`).toMatchObject({ pairs, allowed, full });
      }
    }
    const is = naiveOpen(after, profile, probes, podId);
    const { gained, lost, knowledge } = engine.preview(edits);
    expect({ gained, lost, knowledge }).toEqual({
      gained: naiveMore(is, was, probes),
      lost: naiveMore(was, is, probes),
      knowledge: 'exact',
    });
  });
});

interface Listed {
  readonly ports: Set<string>;
  partial: boolean;
}

/** What the naive evaluator lists: every pair of pods, own machines always open, and sampled addresses outside. */
function naiveList(
  snapshot: Snapshot,
  profile: Profile,
  {
    probes,
    addresses,
    name,
  }: { probes: readonly number[]; addresses: readonly string[]; name: (party: Party) => string },
): ReadonlyMap<string, Listed> {
  const pairs = new Map<string, Set<string>[]>();
  const parties: Party[] = [...podsOf(snapshot), ...addresses];
  for (const from of parties) {
    for (const to of parties) {
      if (name(from) === name(to) || (typeof from === 'string' && typeof to === 'string')) continue;
      const ports = new Set<string>();
      const always = typeof from !== 'string' && typeof to !== 'string' && passesOwnMachine(profile, from, to);
      for (const protocol of PROTOCOLS) {
        for (const port of probes) {
          if (always || passes(snapshot, profile, from, to, { protocol, port })) ports.add(`${protocol}/${port}`);
        }
      }
      const pair = `${name(from)} ${name(to)}`;
      pairs.set(pair, [...(pairs.get(pair) ?? []), ports]);
    }
  }
  const listed = new Map<string, Listed>();
  for (const [pair, each] of pairs) {
    const ports = new Set(each.flatMap((one) => [...one]));
    listed.set(pair, { ports, partial: each.some(({ size }) => size !== ports.size) });
  }
  return listed;
}

/** A list's row for two ends, one of which may be an address within a range. */
function listed<R extends { source: string; destination: string }>(rows: readonly R[], from: string, to: string) {
  const holds = (end: string, wanted: string) =>
    end === wanted || (!wanted.includes('/') && !end.includes('/') && inRange(wanted, end));
  return rows.find(({ source, destination }) => holds(source, from) && holds(destination, to));
}

test('lists, and their differences, are what the naive evaluator finds', { timeout: 3_600_000 }, () => {
  eachSeed(0.1, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const profile = profileOf(seed);
    const drafted = edited(snapshot, random.edits(snapshot));
    const after = seed % 2 === 0 ? drafted : random.later(drafted);
    const level = seed % 3 === 0 ? 'workload' : 'pod';
    const name = (party: Party) => (level === 'pod' || typeof party === 'string' ? podId(party) : workloadOf(party));
    // Ranges in lists are not cut by the addresses of machines.
    const machines = after.pods.flatMap(({ hostNetwork, ips }) => (hostNetwork ? ips : []));
    const addresses = random
      .addresses()
      .slice(seed % 5, (seed % 5) + 3)
      .filter((address) => !machines.includes(address));
    const probes = probePorts([...snapshot.pods, ...after.pods], [...snapshot.policies, ...after.policies]);
    const [old = [], now = []] = [snapshot, after].map((one) => createEngine(one, profile).connections(level));
    const [was, is] = [snapshot, after].map((one) => naiveList(one, profile, { probes, addresses, name }));
    const { added, removed, changed } = diffConnections(old, now);
    for (const pair of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
      const [from = '', to = ''] = pair.split(' ');
      const [before, next] = [was?.get(pair) ?? NOBODY, is?.get(pair) ?? NOBODY];
      sameRow(listed(old, from, to), before, probes, pair);
      sameRow(listed(now, from, to), next, probes, `${pair} after`);
      const kind = kindOfChange(before.ports, next.ports);
      const found = Object.entries({ added, removed, changed }).filter(([, rows]) =>
        listed<object & { source: string; destination: string }>(rows, from, to),
      );
      if (found.map(([one]) => one).join() !== kind) throw new Error(`${pair}: ${kind || 'the same'}`);
      if (kind === 'added') sameRow(listed(added, from, to), next, probes, `${pair} added`);
      if (kind === 'removed') sameRow(listed(removed, from, to), before, probes, `${pair} removed`);
    }
  });
});

const NOBODY: Listed = { ports: new Set(), partial: false };

function kindOfChange(before: ReadonlySet<string>, after: ReadonlySet<string>): string {
  if ([...before].sort().join() === [...after].sort().join()) return '';
  return before.size === 0 ? 'added' : after.size === 0 ? 'removed' : 'changed';
}

function sameRow(row: ConnectionRow | undefined, wanted: Listed, probes: readonly number[], what: string): void {
  sameSet(probed(row?.ports ?? {}, probes), wanted.ports, what);
  if ((row?.partial ?? false) !== wanted.partial) throw new Error(`${what}: partial`);
}

function sameSet(found: ReadonlySet<string>, wanted: ReadonlySet<string>, what: string): void {
  const [is, expected] = [[...found].sort().join(' '), [...wanted].sort().join(' ')];
  if (is !== expected) throw new Error(`${what}: ${is} instead of ${expected}`);
}

test('a diff is what the naive evaluator finds before and after', { timeout: 3_600_000 }, () => {
  eachSeed(0.1, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const profile = profileOf(seed);
    const edits = random.edits(snapshot);
    const diff = createEngine(snapshot, profile).diff(edits);
    const after = edited(snapshot, edits);
    const probes = probePorts(snapshot.pods, [...snapshot.policies, ...after.policies]);
    const was = naiveOpen(snapshot, profile, probes, workloadOf);
    const is = naiveOpen(after, profile, probes, workloadOf);
    const found = new Map(
      [...diff.added, ...diff.removed, ...diff.changed].map((change) => [
        `${change.source} ${change.destination}`,
        change,
      ]),
    );
    for (const [pair, before] of was) {
      const now = is.get(pair) ?? new Set();
      const change = found.get(pair);
      if (change && kindOfChange(before, now) === '') throw new Error(`${pair} changes nothing`);
      if (!change) expect(now, pair).toEqual(before);
      else expect([probed(change.before, probes), probed(change.after, probes)], pair).toEqual([before, now]);
    }
    expect(diff.after.totals.allowed).toBe(diff.before.totals.allowed + diff.added.length - diff.removed.length);
    expect(diff.after).toEqual(createEngine(after, profile).reachability());
  });
});

test('the options named are those that give another verdict when chosen otherwise', { timeout: 3_600_000 }, () => {
  eachSeed(0.02, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const profile = profileOf(seed);
    const pods = podsOf(snapshot);
    const ends = [...pods.map(podId), ...pods.map((pod) => workloadId(pod.namespace, pod.workload)), '192.168.0.1'];
    const probes = probePorts(pods, snapshot.policies);
    const options = Object.keys(PROFILE_CHOICES) as ProfileOption[];
    const engine = createEngine(snapshot, profile);
    const others = options.map((option) =>
      PROFILE_CHOICES[option].map((choice) => createEngine(snapshot, { ...profile, [option]: choice })),
    );
    for (let at = 0; at < 12; at++) {
      const question = {
        source: sample(ends, seed + at),
        destination: sample(ends, seed + at * at + 1),
        protocol: sample(PROTOCOLS, seed + at),
        port: sample(probes, seed + at),
        throughService: at % 3 === 0,
      };
      const { verdict, decidedBy = [] } = engine.decide(question);
      const expected = options.filter((_, which) =>
        others[which]?.some((other) => other.decide(question).verdict !== verdict),
      );
      if (expected.join() !== decidedBy.join()) {
        throw new Error(`${JSON.stringify(question)}: ${decidedBy.join()} instead of ${expected.join()}`);
      }
    }
  });
});
