/** Whose pods they are: the last controller that a chain of ownerReferences names. Nothing is guessed from names. */

import { objectKey, type WorkloadRef } from '#engine';
import { type Fields, fieldsAt, objectsAt, textAt } from '../objects/fields.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';

export interface Owners {
  /** The object at the end of the chain, or the name of one that is not in the input; itself without an owner. */
  topOwner(object: ManifestObject): { readonly ref: WorkloadRef; readonly object?: ManifestObject };
}

interface OwnerReference {
  readonly kind: string;
  readonly name: string;
  readonly uid?: string;
  readonly group: string;
}

const LONGEST = 20;

export function ownersIn(objects: readonly ManifestObject[]): Owners {
  const byName = new Map(objects.map((object) => [keyOf(object.kind, object.namespace, object.name), object]));
  const find = (reference: OwnerReference, namespace: string): ManifestObject | undefined => {
    const object = byName.get(keyOf(reference.kind, namespace, reference.name));
    const uid = textAt(fieldsAt(object?.fields, 'metadata'), 'uid');
    if (object && groupOf(object.apiVersion) !== reference.group) return undefined;
    return uid && reference.uid && uid !== reference.uid ? undefined : object;
  };
  return {
    topOwner: (object) => {
      let last: { ref: WorkloadRef; object?: ManifestObject } = {
        ref: { kind: object.kind, name: object.name },
        object,
      };
      for (let length = 0; length < LONGEST && last.object; length++) {
        const reference = controllerOf(last.object.fields);
        if (!reference) break;
        const { kind, name } = reference;
        const owner = find(reference, object.namespace);
        last = { ref: { kind, name }, ...(owner ? { object: owner } : {}) };
      }
      return last;
    },
  };
}

/** A Node owns the pods it started itself, but is nothing that was deployed. */
function controllerOf(fields: Fields): OwnerReference | undefined {
  const references = objectsAt(fieldsAt(fields, 'metadata'), 'ownerReferences');
  const reference = references.find(({ controller }) => controller === true);
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((key) => textAt(reference, key));
  if (!kind || !name || kind === 'Node') return undefined;
  return { kind, name, ...(uid ? { uid } : {}), group: groupOf(textAt(reference, 'apiVersion') ?? '') };
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}

function keyOf(kind: string, namespace: string, name: string): string {
  return `${kind} ${objectKey({ namespace, name })}`;
}
