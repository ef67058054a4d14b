/** Whose pod it is: the last controller that the chain of ownerReferences names. */

import type { WorkloadRef } from '#engine';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import { listOf } from '../../connect/object-fields.ts';

export interface OwnerRef {
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** An object that may stand between a pod and what was deployed. */
export interface OwnerRecord extends OwnerRef {
  readonly owner?: OwnerRef;
}

/** The controlling owner; a Node owns the pods it started itself, but is nothing that was deployed. */
export function controllerOf(metadata: Fields): OwnerRef | undefined {
  const reference = listOf(metadata.ownerReferences).find((item) => item.controller === true);
  const kind = text(reference?.kind);
  const name = text(reference?.name);
  if (kind === undefined || name === undefined || kind === 'Node') return undefined;
  return { kind, name, uid: text(reference?.uid) ?? '' };
}

const DEPTH = 10;

/** A reference to an object not seen ends the chain and names it; a pod without one is its own workload. */
export function workloadOf(
  podName: string,
  owner: OwnerRef | undefined,
  seen: (uid: string) => OwnerRecord | undefined,
): WorkloadRef {
  if (!owner) return { kind: 'Pod', name: podName };
  let last = owner;
  for (let depth = 0; depth < DEPTH; depth++) {
    const next = seen(last.uid)?.owner;
    if (!next) break;
    last = next;
  }
  return { kind: last.kind, name: last.name };
}
