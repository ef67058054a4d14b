/**
 * What differs between two clusters: connections of the pods seen, and what the policies would admit of anything else.
 *
 * A row between workloads that not every pair of pods shares says less than its pods: those rows are compared pod by pod.
 */

import type { ConnectionRow, Level } from '../answers/connection-list.ts';
import { markUnjudged } from '../answers/unjudged.ts';
import type { Engine } from '../engine.ts';
import { workloadId } from '../model/ids.ts';
import type { Snapshot } from '../model/objects.ts';
import { type OtherPolicy, otherPolicyName } from '../model/other-policies.ts';
import { diffRules, type RuleChange } from '../rule-diff/diff-rules.ts';
import { diffConnections, type ListDiff } from './list-diff.ts';

export interface SnapshotDiff extends ListDiff {
  /** Rows between single pods that differ within rows between workloads; of those that not all their pods share. */
  readonly pods: ListDiff;
  /** Rows between workloads, as `[source, destination]`, whose pods are too many to be compared one by one. */
  readonly uncompared: readonly (readonly [string, string])[];
  readonly rules: readonly RuleChange[];
  /** Policies of kinds that are not judged, that are on one side alone or are written otherwise; by name. */
  readonly unjudged: readonly string[];
}

/** An engine with its list of connections, which may have been made already. */
export interface ListedEngine {
  readonly engine: Pick<Engine, 'snapshot' | 'podConnections'>;
  readonly rows: readonly ConnectionRow[];
}

/** What is compared within seconds. */
const MOST_PAIRS = 2_000_000;

export function diffSnapshots(before: ListedEngine, after: ListedEngine, level: Level): SnapshotDiff {
  const rows = diffConnections(before.rows, after.rows);
  const rules = diffRules(before.engine.snapshot.policies, after.engine.snapshot.policies);
  const partial = level === 'pod' ? [] : partialPairs(before, after, rules);
  const { pods, uncompared } = diffWithin(before, after, partial);
  const mark = (diff: ListDiff) => markDiff(diff, before.engine.snapshot, after.engine.snapshot);
  return { ...mark(rows), pods: mark(pods), uncompared, rules, unjudged: unjudgedChanges(before, after) };
}

function markDiff({ added, removed, changed }: ListDiff, before: Snapshot, after: Snapshot): ListDiff {
  return {
    added: markUnjudged(after, added),
    removed: markUnjudged(before, removed),
    changed: markUnjudged(before, markUnjudged(after, changed)),
  };
}

function unjudgedChanges(before: ListedEngine, after: ListedEngine): readonly string[] {
  const texts = [before, after].map(({ engine }) => {
    const { otherPolicies = [] } = engine.snapshot;
    return new Map(otherPolicies.map((policy) => [`${otherPolicyName(policy)} ${JSON.stringify(policy)}`, policy]));
  });
  const [old = new Map<string, OtherPolicy>(), now = new Map<string, OtherPolicy>()] = texts;
  const changed = [...old, ...now].filter(([text]) => !(old.has(text) && now.has(text)));
  return [...new Set(changed.map(([, policy]) => otherPolicyName(policy)))].sort();
}

/** Pairs of workloads of which one row at least is partial; the outside is one end. */
function partialPairs(
  before: ListedEngine,
  after: ListedEngine,
  rules: readonly RuleChange[],
): (readonly [string, string])[] {
  const { namespaces, pods } = before.engine.snapshot;
  // The same pods under the same rules: nothing can differ.
  const sameEnds = sameJson(namespaces, after.engine.snapshot.namespaces) && sameJson(pods, after.engine.snapshot.pods);
  if (sameEnds && rules.length === 0) return [];
  const pairs = new Map<string, readonly [string, string]>();
  for (const { source, destination, partial } of [...before.rows, ...after.rows]) {
    if (!partial) continue;
    const pair = [outsideOr(source), outsideOr(destination)] as const;
    pairs.set(pair.join(' '), pair);
  }
  return [...pairs.values()].sort(([a, b], [c, d]) => compare(a, c) || compare(b, d));
}

const OUTSIDE = 'outside';

const outsideOr = (end: string): string => (end.includes('/') ? end : OUTSIDE);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sameJson = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function diffWithin(
  before: ListedEngine,
  after: ListedEngine,
  pairs: readonly (readonly [string, string])[],
): Pick<SnapshotDiff, 'pods' | 'uncompared'> {
  const counts = [before, after].map(({ engine }) => podCounts(engine.snapshot));
  const uncompared: (readonly [string, string])[] = [];
  const [old, now]: [ConnectionRow[], ConnectionRow[]] = [[], []];
  let work = 0;
  for (const pair of pairs) {
    const [source, destination] = pair;
    const cost = counts.reduce((sum, count) => sum + (count.get(source) ?? 1) * (count.get(destination) ?? 1), 0);
    if (work + cost > MOST_PAIRS) {
      uncompared.push(pair);
      continue;
    }
    work += cost;
    for (const row of before.engine.podConnections(source, destination)) old.push(row);
    for (const row of after.engine.podConnections(source, destination)) now.push(row);
  }
  return { pods: diffConnections(old, now), uncompared };
}

function podCounts({ pods }: Engine['snapshot']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { namespace, workload } of pods) {
    const id = workloadId(namespace, workload);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts;
}
