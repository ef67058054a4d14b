/** Pairs of workloads: the union of what their pods may do, and whether every pair of pods may do exactly that. */

import { type Compiled, connect } from './compiled.ts';
import type { PortSet } from './port-set.ts';
import type { Workload } from './workloads.ts';

export interface PairPorts {
  readonly ports: PortSet;
  readonly partial: boolean;
}

export function connectWorkloads(compiled: Compiled, source: Workload, destination: Workload): PairPorts {
  let union = compiled.ports.none;
  let first: PortSet | undefined;
  let partial = false;
  for (const from of source.classes) {
    for (const to of destination.classes) {
      const open = connect(compiled, from, to);
      if (first === undefined) first = open;
      else if (open !== first) partial = true;
      union = compiled.ports.union(union, open);
    }
  }
  return { ports: union, partial };
}
