/** The two ends of one pair, and what the gate of one says of the other. */

import type { Group } from '../gates/groups.ts';
import type { Direction, Pod } from '../model/objects.ts';
import type { Position } from '../sets/address.ts';
import type { PortSet } from '../sets/port-set.ts';

/** One end as a gate sees it: a pod, or an address that is no pod's. */
export type Party = Pod | Position;

export type Pair = readonly [Party, Party];

/** One side of one pair: what the gate of `subject` says of `peer`. */
export interface Side {
  readonly direction: Direction;
  /** Absent: an address or a host-network pod, which no policy protects (rules 33 and 39). */
  readonly group?: Group;
  readonly subject: Party;
  readonly peer: Party;
  readonly open: PortSet;
  /** An ipBlock might cover a pod whose address is not known yet (rule 34). */
  readonly unsure: boolean;
}
