/** When namespaces are drawn as strips: above what can be read at once, or when a person wants it so. */

import type { WorkbenchState } from '../state/state.ts';

/** More workloads than these in view cannot be read at once. */
const MOST_READ = 60;
/** Few namespaces say nothing that their workloads would not say better. */
const FEW_NAMESPACES = 4;
/** Above this the map of workloads is no longer lawful and quick: it is to be narrowed first. */
const MOST_DRAWN = 500;

export interface Folding {
  readonly folded: boolean;
  /** Whether a person has a choice. */
  readonly choice: 'none' | 'both' | 'namespaces only';
}

export function foldingOf({ reachability, namespaces, detail }: WorkbenchState): Folding {
  const only = namespaces === 'all' ? undefined : new Set(namespaces);
  const inView = (reachability?.workloads ?? []).filter(
    ({ hostNetwork, namespace }) => !hostNetwork && (!only || only.has(namespace)),
  );
  if (inView.length <= MOST_READ) return { folded: false, choice: 'none' };
  const places = new Set(inView.map(({ namespace }) => namespace)).size;
  if (inView.length > MOST_DRAWN && places > 1) return { folded: true, choice: 'namespaces only' };
  const auto = places > FEW_NAMESPACES;
  return { folded: detail === 'auto' ? auto : detail !== 'workloads', choice: places > 1 ? 'both' : 'none' };
}

export function isFolded(state: WorkbenchState): boolean {
  return foldingOf(state).folded;
}
