/** What the naive evaluator finds of all pairs, as the engine's answers are compared with it. */

import { type ConnectionSet, type Pod, PROTOCOLS, workloadId } from '../index.ts';
import { type Party, passes, passesOwnMachine, podsOf, type World } from './evaluate.ts';
import { probePorts } from './random-cluster.ts';

export const podId = (pod: Party) =>
  typeof pod === 'string' ? pod : workloadId(pod.namespace, { kind: 'Pod', name: pod.name });

export const workloadOf = (pod: Pod) => workloadId(pod.namespace, pod.workload);

/** Where ports begin or end, in several worlds together. */
export function probesOf(...worlds: readonly World[]): number[] {
  return probePorts(
    worlds.flatMap(({ snapshot }) => snapshot.pods),
    worlds.flatMap(({ snapshot, toys }) => [...snapshot.policies, ...toys.map(({ policy }) => policy)]),
  );
}

export type Open = ReadonlyMap<string, ReadonlySet<string>>;

/** Ports that pass between pods, or workloads, at the probes, as `protocol port`; by what `name` calls a pod. */
export function naiveOpen(world: World, probes: readonly number[], name: (pod: Pod) => string): Open {
  const open = new Map<string, Set<string>>();
  const pods = podsOf(world.snapshot).filter(({ hostNetwork }) => !hostNetwork);
  for (const from of pods) {
    for (const to of pods) {
      if (name(from) === name(to)) continue;
      const pair = `${name(from)} ${name(to)}`;
      const ports = open.get(pair) ?? new Set();
      for (const protocol of PROTOCOLS) {
        for (const port of probes) {
          const key = `${protocol} ${port}`;
          if (!ports.has(key) && passes(world, from, to, { protocol, port })) ports.add(key);
        }
      }
      open.set(pair, ports);
    }
  }
  return open;
}

/** The ports of a set that are probes. */
export function probed(set: ConnectionSet, probes: readonly number[]): Set<string> {
  const open = PROTOCOLS.flatMap((protocol) =>
    probes
      .filter((port) => set[protocol]?.some(([first, last]) => first <= port && port <= last))
      .map((port) => `${protocol} ${port}`),
  );
  return new Set(open);
}

/** How many ports a probe stands for: nothing changes between a probe and the next. */
function spanner(probes: readonly number[]) {
  const spans = new Map(probes.map((port, at) => [`${port}`, (probes[at + 1] ?? 65536) - port]));
  return (key: string) => spans.get(key.split(' ')[1] ?? '') ?? 0;
}

export function naiveTotals(open: Open, probes: readonly number[]) {
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
export function naiveMore(a: Open, b: Open, probes: readonly number[]) {
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

export interface Listed {
  readonly ports: Set<string>;
  partial: boolean;
}

/** What the naive evaluator lists: every pair of pods, own machines always open, and sampled addresses outside. */
export function naiveList(
  world: World,
  {
    probes,
    addresses,
    name,
  }: { probes: readonly number[]; addresses: readonly string[]; name: (party: Party) => string },
): ReadonlyMap<string, Listed> {
  const pairs = new Map<string, Set<string>[]>();
  const parties: Party[] = [...podsOf(world.snapshot), ...addresses];
  for (const from of parties) {
    for (const to of parties) {
      if (name(from) === name(to) || (typeof from === 'string' && typeof to === 'string')) continue;
      const ports = new Set<string>();
      const always = typeof from !== 'string' && typeof to !== 'string' && passesOwnMachine(world.profile, from, to);
      for (const protocol of PROTOCOLS) {
        for (const port of probes) {
          if (always || passes(world, from, to, { protocol, port })) ports.add(`${protocol} ${port}`);
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
