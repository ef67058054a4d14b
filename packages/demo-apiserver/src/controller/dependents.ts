/** Which objects name which owner: the index that counting pods and collecting garbage rest on. */

import { KINDS, type Kind } from '../kinds.ts';
import type { KubeObject } from '../kube-object.ts';
import type { Store, StoreEvent } from '../store/store.ts';

export interface ObjectKey {
  readonly kind: Kind;
  readonly namespace: string | undefined;
  readonly name: string;
}

export interface Dependents {
  /** Objects of a kind that name the owner, in the order of their names. */
  of(ownerUid: string, kind: Kind): readonly KubeObject[];
  keysOf(ownerUid: string): readonly ObjectKey[];
  note(event: StoreEvent): void;
}

export function keyText(key: ObjectKey): string {
  return `${key.kind.resource}/${key.namespace ?? ''}/${key.name}`;
}

export function keyOfObject(kind: Kind, object: KubeObject): ObjectKey {
  return { kind, namespace: object.metadata.namespace, name: object.metadata.name };
}

export function controllerOf(object: KubeObject | undefined) {
  return object?.metadata.ownerReferences?.find((reference) => reference.controller === true);
}

export function createDependents(store: Store): Dependents {
  const byOwner = new Map<string, Map<string, ObjectKey>>();
  const set = (object: KubeObject | undefined, key: ObjectKey, isAdded: boolean): void => {
    for (const { uid } of object?.metadata.ownerReferences ?? []) {
      const keys = byOwner.get(uid) ?? new Map<string, ObjectKey>();
      if (isAdded) keys.set(keyText(key), key);
      else keys.delete(keyText(key));
      if (keys.size === 0) byOwner.delete(uid);
      else byOwner.set(uid, keys);
    }
  };
  const keysOf = (ownerUid: string): readonly ObjectKey[] => [...(byOwner.get(ownerUid)?.values() ?? [])];
  for (const kind of KINDS) for (const object of store.list(kind)) set(object, keyOfObject(kind, object), true);
  return {
    keysOf,
    of: (ownerUid, kind) =>
      keysOf(ownerUid)
        .filter((key) => key.kind === kind)
        .map((key) => store.get(kind, key.namespace, key.name))
        .filter((object) => object !== undefined)
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1)),
    note: (event) => {
      const key = keyOfObject(event.kind, event.object);
      set(event.previous, key, false);
      if (event.type !== 'DELETED') set(event.object, key, true);
    },
  };
}
