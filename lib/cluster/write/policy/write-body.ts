/** The bodies that are sent: made of the author's own JSON, of which nothing is dropped but bookkeeping. */

import { type NetworkPolicy, type PolicyId, parsePolicyKey, policyNamespace } from '#engine';
import type { BaseVersion, Refusal } from '#stream';
import { fits, PolicyName } from '#stream/schema';
import type { Fields } from '../../connect/json-fields.ts';
import { isFields } from '../../connect/json-fields.ts';
import { fieldsOf } from '../../connect/object-fields.ts';
import { ownRefusal } from '../../connect/refusal.ts';
import { authored, controllerNotes, revertedMap } from './policy-content.ts';

/** Set by the server; an apply patch that states them is refused or means something else. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** `namespace/name` whose parts can stand in a path. */
export function isPolicyId(id: unknown): id is PolicyId {
  return fits(PolicyName, id);
}

/** What cannot be sent as the draft of this policy; undefined where it can. */
export function draftFault(object: unknown, id: PolicyId): Refusal | undefined {
  if (!isFields(object) || !isFields(object.metadata)) {
    return ownRefusal('invalid', 400, 'BadRequest', 'The draft is not an object with metadata.');
  }
  const { namespace, name } = parsePolicyKey(id);
  const { metadata } = object;
  if (metadata.name !== name) {
    const message = `the name of the object (${String(metadata.name)}) does not match the name on the URL (${name})`;
    return ownRefusal('invalid', 400, 'BadRequest', message);
  }
  if ((metadata.namespace ?? namespace) !== namespace) {
    const message = 'the namespace of the provided object does not match the namespace sent on the request';
    return ownRefusal('invalid', 400, 'BadRequest', message);
  }
  return undefined;
}

/** For server-side apply. With a base the server refuses if the policy changed or was made anew since. */
export function applyBody(object: Fields, id: PolicyId, base: BaseVersion | undefined): Fields {
  const { status, ...rest } = object;
  const stated = Object.entries(fieldsOf(object.metadata)).filter(([key]) => !BOOKKEEPING.has(key));
  const namespace = policyNamespace(id);
  return {
    ...rest,
    metadata: {
      ...Object.fromEntries(stated),
      namespace,
      ...(base ? { uid: base.uid, resourceVersion: base.resourceVersion } : {}),
    },
  };
}

/** For a PUT that stores exactly the draft; what controllers noted on the object stays, for it is theirs. */
export function exactBody(object: Fields, id: PolicyId, current: NetworkPolicy): Fields {
  const body = applyBody(object, id, undefined);
  const metadata = fieldsOf(body.metadata);
  const { uid, resourceVersion, finalizers } = current.metadata;
  return {
    ...body,
    metadata: {
      ...metadata,
      uid,
      resourceVersion,
      finalizers,
      ownerReferences: fieldsOf(current.metadata).ownerReferences,
      annotations: { ...fieldsOf(metadata.annotations), ...controllerNotes(current.metadata.annotations) },
    },
  };
}

/**
 * What makes `current` say again what `before` said of all that `after` had changed. Labels and annotations that others
 * changed in the meantime stay.
 */
export function restoreBody(before: NetworkPolicy, after: NetworkPolicy, current: NetworkPolicy): Fields {
  const { uid, resourceVersion, finalizers, namespace, name } = current.metadata;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name,
      namespace,
      uid,
      resourceVersion,
      finalizers,
      ownerReferences: fieldsOf(current.metadata).ownerReferences,
      labels: revertedMap(before.metadata.labels, after.metadata.labels, current.metadata.labels),
      annotations: {
        ...revertedMap(...asAuthored(before, after, current)),
        ...controllerNotes(current.metadata.annotations),
      },
    },
    spec: before.spec,
  };
}

function asAuthored(...policies: readonly [NetworkPolicy, NetworkPolicy, NetworkPolicy]): [Fields, Fields, Fields] {
  const [before, after, current] = policies;
  return [
    authored(before.metadata.annotations),
    authored(after.metadata.annotations),
    authored(current.metadata.annotations),
  ];
}

/** Put on an object by its deletion, and gone with it. */
const OF_DELETION: ReadonlySet<unknown> = new Set(['foregroundDeletion', 'orphan']);

/** What makes a policy that is gone again, as a new object of these owners. Its controllers note on it anew. */
export function recreateBody(before: NetworkPolicy, ownerReferences: readonly Fields[]): Fields {
  const { name, namespace, labels, annotations } = before.metadata;
  const kept = authored(annotations);
  const finalizers = (before.metadata.finalizers ?? []).filter((finalizer) => !OF_DELETION.has(finalizer));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name,
      namespace,
      ...(labels ? { labels } : {}),
      ...(Object.keys(kept).length > 0 ? { annotations: kept } : {}),
      ...(ownerReferences.length > 0 ? { ownerReferences } : {}),
      ...(finalizers.length > 0 ? { finalizers } : {}),
    },
    spec: before.spec,
  };
}
