/** Lists of connections, with ranges of addresses outside, and their differences against the naive evaluator. */

import { test } from 'vitest';
import { type ConnectionRow, diffConnections } from '../index.ts';
import { inRange } from '../naive/address-range.ts';
import { eachSeed, edited, engineOf, LONG, worldOf } from '../naive/each-seed.ts';
import type { Party } from '../naive/evaluate.ts';
import { type Listed, naiveList, podId, probed, probesOf, workloadOf } from '../naive/expected.ts';
import { RandomCluster } from '../naive/random-cluster.ts';
import { kindOfChange, sameSet } from '../naive/same-set.ts';

/** A list's row for two ends, one of which may be an address within a range. */
function listed<R extends { source: string; destination: string }>(rows: readonly R[], from: string, to: string) {
  const holds = (end: string, wanted: string) =>
    end === wanted || (!wanted.includes('/') && !end.includes('/') && inRange(wanted, end));
  return rows.find(({ source, destination }) => holds(source, from) && holds(destination, to));
}

test('lists, and their differences, are what the naive evaluator finds', LONG, () => {
  eachSeed(0.1, (seed) => {
    const random = new RandomCluster(seed);
    const snapshot = random.snapshot();
    const world = worldOf(seed, snapshot);
    const drafted = edited(snapshot, random.edits(snapshot));
    const after = seed % 2 === 0 ? drafted : random.later(drafted);
    const later = { ...world, snapshot: after };
    const level = seed % 3 === 0 ? 'workload' : 'pod';
    const name = (party: Party) => (level === 'pod' || typeof party === 'string' ? podId(party) : workloadOf(party));
    // Ranges in lists are not cut by the addresses of machines.
    const machines = after.pods.flatMap(({ hostNetwork, ips }) => (hostNetwork ? ips : []));
    const addresses = random
      .addresses()
      .slice(seed % 5, (seed % 5) + 3)
      .filter((address) => !machines.includes(address));
    const probes = probesOf(world, later);
    const [old = [], now = []] = [world, later].map((one) => engineOf(one).connections(level));
    const [was, is] = [world, later].map((one) => naiveList(one, { probes, addresses, name }));
    const { added, removed, changed } = diffConnections(old, now);
    for (const pair of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
      const [from = '', to = ''] = pair.split(' ');
      const [before, next] = [was?.get(pair) ?? NOBODY, is?.get(pair) ?? NOBODY];
      sameRow(listed(old, from, to), before, probes, pair);
      sameRow(listed(now, from, to), next, probes, `${pair} after`);
      // The same ports for other pods are a change too.
      const kind = kindOfChange(before.ports, next.ports) || (before.partial === next.partial ? '' : 'changed');
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

function sameRow(row: ConnectionRow | undefined, wanted: Listed, probes: readonly number[], what: string): void {
  sameSet(probed(row?.ports ?? {}, probes), wanted.ports, what);
  if ((row?.partial ?? false) !== wanted.partial) throw new Error(`${what}: partial`);
}
