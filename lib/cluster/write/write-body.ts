/** The bodies that are sent: made of the author's own JSON, of which nothing is dropped but bookkeeping. */

import type { NetworkPolicy, PolicyId } from '#engine';
import type { BaseVersion, Refusal } from '#stream';
import { fits, PolicyName } from '#stream/schema';
import type { Fields } from '../connect/json-fields.ts';
import { isFields } from '../connect/json-fields.ts';
import { fieldsOf } from '../connect/object-fields.ts';
import { ownRefusal } from '../connect/refusal.ts';
import { authored, controllerNotes } from './policy-content.ts';

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
  const [namespace, name] = id.split('/');
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
  const [namespace] = id.split('/');
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

/** What makes `current` say again what `before` said; what controllers noted on it in the meantime stays. */
export function restoreBody(before: NetworkPolicy, current: NetworkPolicy): Fields {
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
      labels: before.metadata.labels,
      annotations: { ...authored(before.metadata.annotations), ...controllerNotes(current.metadata.annotations) },
    },
    spec: before.spec,
  };
}

/** What makes a policy that is gone again, as a new object. Its controllers put their own marks on it. */
export function recreateBody(before: NetworkPolicy): Fields {
  const { name, namespace, labels, annotations } = before.metadata;
  const kept = authored(annotations);
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name,
      namespace,
      ...(labels ? { labels } : {}),
      ...(Object.keys(kept).length > 0 ? { annotations: kept } : {}),
    },
    spec: before.spec,
  };
}
