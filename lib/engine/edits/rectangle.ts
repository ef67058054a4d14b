/** A block of pairs that gain, or lose, the same ports for the same reason. */

import type { Group } from '../gates/groups.ts';
import type { Direction } from '../model/objects.ts';
import type { ClassSet } from '../sets/class-set.ts';
import type { PortSet } from '../sets/port-set.ts';

export interface Rectangle {
  readonly change: 'gained' | 'lost';
  /** The gate that changed. */
  readonly direction: Direction;
  readonly ports: PortSet;
  /** Classes behind that gate, and the classes at the other end. */
  readonly subjects: ClassSet;
  readonly peers: ClassSet;
  readonly before: Group;
  readonly after: Group;
}
