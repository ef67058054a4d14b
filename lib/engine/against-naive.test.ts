/**
 * The engine against the naive evaluator, on random clusters, policies and edits. `NETPOL_CASES` sets how many cases
 * (20,000 by default), `NETPOL_SEED` where they start. A failure names its seed.
 */

import { expect, test } from 'vitest';
import {
  createEngine,
  KUBERNETES,
  PROTOCOLS,
  type Profile,
  type Protocol,
  type Snapshot,
  workloadId,
} from './index.ts';
import { type Party, passes, podsOf, side } from './naive/evaluate.ts';
import { RandomCluster } from './naive/random-cluster.ts';

const CASES = Number(process.env.NETPOL_CASES ?? 20_000);
const FIRST = Number(process.env.NETPOL_SEED ?? 1);
const PROBES = RandomCluster.probePorts();
const WITHOUT_PODS: Profile = { name: 'custom', ipBlockMatchesPods: false };
const profileOf = (seed: number) => (seed % 5 === 0 ? WITHOUT_PODS : KUBERNETES);

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
const verdictOf = (allowed: boolean, verdict: string) => (allowed ? verdict === 'allowed' : verdict !== 'allowed');

test('verdicts and reasons of pods and addresses are those of the naive evaluator', { timeout: 3_600_000 }, () => {
  eachSeed(0.4, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const profile = profileOf(seed);
    const engine = createEngine(snapshot, profile);
    const pods = podsOf(snapshot);
    const parties: Party[] = [...pods.filter(({ hostNetwork }) => !hostNetwork), ...random.addresses().slice(0, 5)];
    const taken = new Set(snapshot.pods.flatMap(({ ips, hostIps }) => [...ips, ...hostIps]));
    for (const from of parties) {
      for (const to of parties) {
        if (from === to || (typeof from === 'string' && typeof to === 'string')) continue;
        if ((typeof from === 'string' && taken.has(from)) || (typeof to === 'string' && taken.has(to))) continue;
        const probe = { protocol: sample(PROTOCOLS, seed), port: sample(PROBES, seed + 1) };
        const decision = engine.decide({ source: podId(from), destination: podId(to), ...probe });
        const allowed = passes(snapshot, profile, from, to, probe);
        if (!verdictOf(allowed, decision.verdict)) {
          throw new Error(`${podId(from)} -> ${podId(to)} ${JSON.stringify(probe)}: ${decision.verdict}`);
        }
        const egress = side(snapshot, profile, 'egress', from, to, probe);
        expect(decision.egress.isolatedBy).toEqual(egress.isolatedBy.map(idOf));
        expect(decision.egress.admittedBy).toEqual(egress.admittedBy);
        const ingress = side(snapshot, profile, 'ingress', to, from, probe);
        expect(decision.ingress.isolatedBy).toEqual(ingress.isolatedBy.map(idOf));
        expect(decision.ingress.admittedBy).toEqual(ingress.admittedBy);
      }
    }
  });
});

const idOf = ({ metadata }: { metadata: { namespace: string; name: string } }) =>
  `${metadata.namespace}/${metadata.name}`;

/** Ports that pass between two workloads, at the ports that matter, as `protocol/port`. */
function naiveConnections(snapshot: Snapshot, profile: Profile): Map<string, Set<string>> {
  const connections = new Map<string, Set<string>>();
  const pods = podsOf(snapshot).filter(({ hostNetwork }) => !hostNetwork);
  for (const from of pods) {
    for (const to of pods) {
      const source = workloadId(from.namespace, from.workload);
      const destination = workloadId(to.namespace, to.workload);
      if (source === destination) continue;
      const key = `${source} ${destination}`;
      const open = connections.get(key) ?? new Set();
      for (const protocol of PROTOCOLS) {
        for (const port of PROBES) {
          if (passes(snapshot, profile, from, to, { protocol, port })) open.add(`${protocol}/${port}`);
        }
      }
      connections.set(key, open);
    }
  }
  return connections;
}

function probed(ports: Readonly<Partial<Record<Protocol, readonly (readonly [number, number])[]>>>): Set<string> {
  const open = PROTOCOLS.flatMap((protocol) =>
    PROBES.filter((port) => ports[protocol]?.some(([first, last]) => first <= port && port <= last)).map(
      (port) => `${protocol}/${port}`,
    ),
  );
  return new Set(open);
}

test('connections and totals of workloads are those of the naive evaluator', { timeout: 3_600_000 }, () => {
  eachSeed(0.1, (seed) => {
    const snapshot = new RandomCluster(seed).snapshot();
    const profile = profileOf(seed);
    const engine = createEngine(snapshot, profile);
    const expected = naiveConnections(snapshot, profile);
    const { totals, workloads, byRule } = engine.reachability();
    const allowed = [...expected.values()].filter((open) => open.size > 0).length;
    expect(totals).toMatchObject({ pairs: expected.size, allowed, denied: expected.size - allowed });
    expect(byRule.length).toBe(totals.byRule);
    for (const { id } of workloads) {
      for (const { workload, ports } of engine.peers(id)?.egress ?? []) {
        expect(probed(ports), `${id} -> ${workload}`).toEqual(expected.get(`${id} ${workload}`));
      }
    }
  });
});

test('a diff is what the naive evaluator finds before and after', { timeout: 3_600_000 }, () => {
  eachSeed(0.1, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const profile = profileOf(seed);
    const edits = random.edits(snapshot);
    const diff = createEngine(snapshot, profile).diff(edits);
    const policies = new Map(snapshot.policies.map((policy) => [idOf(policy), policy]));
    for (const edit of edits) {
      if (edit.action === 'put') policies.set(idOf(edit.policy), edit.policy);
      else policies.delete(edit.id);
    }
    const after = { ...snapshot, policies: [...policies.values()] };
    const was = naiveConnections(snapshot, profile);
    const is = naiveConnections(after, profile);
    const found = new Map(
      [...diff.added, ...diff.removed, ...diff.changed].map((change) => [
        `${change.source} ${change.destination}`,
        change,
      ]),
    );
    for (const [pair, before] of was) {
      const now = is.get(pair) ?? new Set();
      const change = found.get(pair);
      if (!change) expect(now, pair).toEqual(before);
      else expect([probed(change.before), probed(change.after)], pair).toEqual([before, now]);
    }
    expect(diff.after.totals.allowed).toBe(diff.before.totals.allowed + diff.added.length - diff.removed.length);
    expect(diff.after).toEqual(createEngine(after, profile).reachability());
  });
});
