/** Labels that could name the groups, the best first. */

import { byCodeUnit } from '../model/by-code-unit.ts';
import type { NamespaceNamed } from './grouping.ts';

export interface LabelCandidate {
  readonly key: string;
  /** Different values. */
  readonly groups: number;
  /** Namespaces that carry it. */
  readonly carried: number;
}

/** Set on every namespace by the API server, with a value of its own. */
const OWN_NAME = 'kubernetes.io/metadata.name';
/** Two labels whose groups are about as even are told apart by how many groups they make. */
const EVENNESS_STEP = 0.1;

/** Labels that at least half of the namespaces carry and that put some of them together, most even first. */
export function labelCandidates(namespaces: readonly NamespaceNamed[]): LabelCandidate[] {
  const values = new Map<string, Map<string, number>>();
  for (const { labels } of namespaces) {
    for (const [key, value] of Object.entries(labels)) {
      if (key === OWN_NAME) continue;
      const sizes = values.get(key) ?? new Map<string, number>();
      values.set(key, sizes);
      sizes.set(value, (sizes.get(value) ?? 0) + 1);
    }
  }
  const wished = Math.sqrt(namespaces.length);
  return [...values]
    .map(([key, sizes]) => {
      const carried = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      const step = Math.round(evenness([...sizes.values()]) / EVENNESS_STEP);
      return { key, groups: sizes.size, carried, step, off: Math.abs(Math.log(sizes.size / wished)) };
    })
    .filter(({ groups, carried }) => carried * 2 >= namespaces.length && groups > 1 && groups * 2 <= carried)
    .sort((a, b) => b.step - a.step || a.off - b.off || b.carried - a.carried || byCodeUnit(a.key, b.key))
    .map(({ key, groups, carried }) => ({ key, groups, carried }));
}

/** 1 = all of one size, 0 = one holds everything: entropy against the largest it could have. */
function evenness(sizes: readonly number[]): number {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (sizes.length < 2) return 0;
  const entropy = sizes.reduce((sum, size) => sum - (size / all) * Math.log(size / all), 0);
  return entropy / Math.log(sizes.length);
}
