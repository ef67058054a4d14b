/** Which workloads a source may reach at all, found by what its gate and theirs admit instead of asking each pair. */

import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import { forEachCommonRun, intersectRuns, joinRuns, type Runs, runsOf } from '../sets/runs.ts';
import { isOpen } from './workload-pairs.ts';
import type { Workload } from './workloads.ts';

/**
 * Answers, in the order of `judged`, those that some pods of a source may reach over some port, but for pairs open at both
 * ends; a few more may be among them.
 */
export function destinationsOf(
  compiled: Compiled,
  judged: readonly Workload[],
): (source: Workload) => readonly Workload[] {
  const { gates, universe } = compiled;
  const ofClass: number[][] = universe.classes.map(() => []);
  judged.forEach(({ classes }, at) => {
    for (const index of classes) ofClass[index]?.push(at);
  });
  const isGuarded = judged.map((workload) => !isOpen(compiled, workload, 'ingress'));
  const guarded = new Set(judged.filter((_, at) => isGuarded[at]).flatMap(({ classes }) => classes));
  const guardedRuns = runsOf([...guarded].sort((a, b) => a - b));
  const columns = compiled.columns('ingress');
  const admittedRuns = new Map<Group, Runs>();
  /** What passes a gate of sources: where it is open, to guarded workloads alone. */
  const admittedBy = (group: Group): Runs => {
    const known = admittedRuns.get(group);
    if (known) return known;
    const peers = joinRuns(group.factors.map((factor) => factor.peers.runs));
    const runs = group.isOpen ? intersectRuns(peers, guardedRuns) : peers;
    admittedRuns.set(group, runs);
    return runs;
  };
  return (source) => {
    const sourceIsOpen = isOpen(compiled, source, 'egress');
    const found = new Set<number>();
    for (const from of source.classes) {
      const group = gates.egress.groupOf(from);
      // Of a source that is open in part, every pair counts.
      const out = group.isOpen && !sourceIsOpen ? compiled.universe.sets.selectable.runs : admittedBy(group);
      for (const { members } of columns.meeting(universe.sets.of([from, from + 1]))) {
        forEachCommonRun(out, members.runs, (start, end) => {
          for (let to = start; to < end; to++) for (const at of ofClass[to] ?? []) found.add(at);
        });
      }
    }
    return [...found]
      .filter((at) => judged[at] !== source && (isGuarded[at] || !sourceIsOpen))
      .sort((a, b) => a - b)
      .flatMap((at) => judged[at] ?? []);
  };
}
