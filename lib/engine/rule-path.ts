/** Where a rule, or a part of it, stands in its policy: worked out when asked, as few ever are. */

import type { RuleRef } from './reachability.ts';

/** `spec.ingress[0]` */
export function rulePath({ direction, rule }: RuleRef): string {
  return `spec.${direction}[${rule}]`;
}

/** `spec.ingress[0].from[1]` */
export function peerPath(ref: RuleRef, peer: number): string {
  return `${rulePath(ref)}.${ref.direction === 'ingress' ? 'from' : 'to'}[${peer}]`;
}

/** `spec.ingress[0].ports[1]` */
export function portPath(ref: RuleRef, port: number): string {
  return `${rulePath(ref)}.ports[${port}]`;
}
