/** Which level of the map is shown, and by what namespaces are grouped. */

import { crossingLines, type GroupBy, type NamespaceNamed, parseGroupBy, waysToGroup } from '#graph';
import type { WorkbenchState } from '../state/state.ts';
import { foldOf } from './fold-of.ts';

/** `plain`: the map of strips, for what can be read at once, and where nothing puts namespaces together. */
export type ShownLevel = 'groups' | 'namespaces' | 'workloads' | 'plain';

/** More workloads than these in view cannot be read at once. */
const MOST_READ = 60;
/** With more namespaces than these their groups come first. */
const MOST_NAMESPACES = 60;

/** Workloads that policies judge, and namespaces, as far as they are in view. */
export function inView({ reachability, snapshot, namespaces }: Known): InView {
  const only = namespaces === 'all' ? undefined : new Set(namespaces);
  let workloads = 0;
  const running = new Set<string>();
  const names = new Map<string, NamespaceNamed>();
  for (const { name, labels } of snapshot?.namespaces ?? [])
    if (!only || only.has(name)) names.set(name, { name, labels });
  for (const { hostNetwork, namespace } of reachability?.workloads ?? []) {
    if (hostNetwork || (only && !only.has(namespace))) continue;
    workloads++;
    running.add(namespace);
    if (!names.has(namespace)) names.set(namespace, { name: namespace, labels: {} });
  }
  for (const { name } of snapshot?.cluster.unreadable ?? []) {
    if (!names.has(name) && (!only || only.has(name))) names.set(name, { name, labels: {} });
  }
  return { workloads, running: running.size, namespaces: [...names.values()] };
}

interface InView {
  readonly workloads: number;
  /** Namespaces in which something runs that policies judge. */
  readonly running: number;
  readonly namespaces: readonly NamespaceNamed[];
}

type Known = Pick<WorkbenchState, 'reachability' | 'snapshot' | 'namespaces'>;

const knownWays = new WeakMap<
  object,
  { readonly only: WorkbenchState['namespaces']; readonly ways: readonly GroupBy[] }
>();

/** The ways that put some of the namespaces in view together, the best first; `none` last. */
export function groupingWays(state: Known): readonly GroupBy[] {
  const { reachability, namespaces: only } = state;
  if (reachability === undefined) return ['none'];
  const known = knownWays.get(reachability);
  if (known?.only === only) return known.ways;
  // Namespaces in which nothing runs make no groups.
  const busy = new Set(reachability.workloads.flatMap((one) => (one.hostNetwork ? [] : [one.namespace])));
  const hidden = new Set(state.snapshot?.cluster.unreadable?.map(({ name }) => name));
  const runs = (name: string) => busy.has(name) || hidden.has(name);
  const running = inView(state).namespaces.filter(({ name }) => runs(name));
  const ways = waysToGroup(running, () => crossingLines(foldOf(state, 'live')));
  knownWays.set(reachability, { only, ways });
  return ways;
}

export function groupByOf(state: Known & Pick<WorkbenchState, 'groupBy'>): GroupBy {
  const ways = groupingWays(state);
  const chosen = parseGroupBy(state.groupBy);
  return chosen !== undefined && ways.includes(chosen) ? chosen : (ways[0] ?? 'none');
}

const knownLevels = new WeakMap<object, { readonly key: readonly unknown[]; readonly level: ShownLevel }>();

export function levelOf(state: WorkbenchState): ShownLevel {
  const { reachability, namespaces, groupBy, detail } = state;
  if (reachability === undefined) return 'plain';
  const key = [namespaces, groupBy, detail, state.snapshot?.namespaces];
  const known = knownLevels.get(reachability);
  if (known?.key.every((part, at) => part === key[at])) return known.level;
  const level = chooseLevel(state);
  knownLevels.set(reachability, { key, level });
  return level;
}

/** Fewer namespaces than these say nothing that their workloads would not say better. */
const FEW_NAMESPACES = 4;

function chooseLevel(state: WorkbenchState): ShownLevel {
  const { workloads, running, namespaces } = inView(state);
  if (workloads <= MOST_READ) return 'plain';
  const { detail } = state;
  const few = running <= FEW_NAMESPACES;
  if (detail === 'workloads' || (few && (detail === 'auto' || running === 1))) return 'workloads';
  if (groupByOf(state) === 'none') return 'plain';
  if (detail !== 'auto') return detail;
  return namespaces.length > MOST_NAMESPACES ? 'groups' : 'namespaces';
}
