/** A rule by its place in its policy. Paths of its parts are worked out when asked, as few ever are. */

import type { PolicyId } from '../model/ids.ts';
import type { Direction } from '../model/objects.ts';

export interface RuleRef {
  readonly policy: PolicyId;
  readonly direction: Direction;
  /** Counted from 0 in `spec.ingress` or `spec.egress`. */
  readonly rule: number;
}

/** `spec.ingress[0]` */
export function rulePath({ direction, rule }: RuleRef): string {
  return `spec.${direction}[${rule}]`;
}

/** `spec.ingress[0].from[1]` */
export function peerPath(ref: RuleRef, peer: number): string {
  return `${rulePath(ref)}.${ref.direction === 'ingress' ? 'from' : 'to'}[${peer}]`;
}
