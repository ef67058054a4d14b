/** Pairs of workloads: the union of what their pods may do, and whether every pair of pods may do exactly that. */

import { admitted, type Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { Direction } from '../model/objects.ts';
import type { PortSet } from '../sets/port-set.ts';
import type { Gate } from './reachability.ts';
import type { Workload } from './workloads.ts';

export interface PairPorts {
  readonly ports: PortSet;
  /** Not every pair of their pods has exactly these ports. */
  readonly partial: boolean;
}

/** Answers for one source against any destination; what its gate and theirs say is looked up once per group. */
export function connector(compiled: Compiled, source: Workload): (destination: Workload) => PairPorts {
  const { ports, gates } = compiled;
  const sides = source.classes.map((from) => ({
    from,
    egress: gates.egress.groupOf(from),
    ingress: new Map<Group, PortSet>(),
  }));
  const connectClass = ({ from, egress, ingress }: (typeof sides)[0], to: number): PortSet => {
    const out = admitted(compiled, egress, to);
    if (out === ports.none) return out;
    const gate = gates.ingress.groupOf(to);
    let into = ingress.get(gate);
    if (!into) {
      into = admitted(compiled, gate, from);
      ingress.set(gate, into);
    }
    return ports.intersect(out, into);
  };
  return (destination) => {
    let union = ports.none;
    let first: PortSet | undefined;
    let partial = false;
    for (const side of sides) {
      for (const to of destination.classes) {
        const open = connectClass(side, to);
        if (first === undefined) first = open;
        else if (open !== first && ports.flat(open) !== ports.flat(first)) partial = true;
        union = ports.union(union, open);
      }
    }
    return { ports: union, partial };
  };
}

/** The groups a workload's pods fall into, each once. */
export function gatesOf(compiled: Compiled, workload: Workload, direction: Direction): Group[] {
  const { groupOf } = compiled.gates[direction];
  if (workload.classes.length === 1) return [groupOf(workload.classes[0] as number)];
  return [...new Set(workload.classes.map((index) => groupOf(index)))];
}

export function isolation(groups: readonly Group[]): Gate['isolated'] {
  let isolated = 0;
  for (const { isOpen } of groups) if (!isOpen) isolated++;
  return isolated === 0 ? 'no' : isolated === groups.length ? 'yes' : 'part';
}

/** Whether a workload's gate is open to everyone: no policy of any layer selects one of its pods in that direction. */
export function isOpen(compiled: Compiled, workload: Workload, direction: Direction): boolean {
  const { groupOf } = compiled.gates[direction];
  return workload.classes.every((index) => groupOf(index).isOpen);
}
