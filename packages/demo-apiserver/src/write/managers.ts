/** metadata.managedFields as a map from manager to its fields, and the way back. */

import type { JsonObject, KubeObject, ManagedFieldsEntry } from '../kube-object.ts';
import { isObject } from '../kube-object.ts';
import { type FieldSet, fromFieldsV1, toFieldsV1 } from '../schema/field-set.ts';

export interface ManagerId {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly subresource: string;
}

export interface ManagedSet {
  readonly id: ManagerId;
  readonly fields: FieldSet;
  /** Absent where an apply changed nothing: the real server leaves it out as well. */
  readonly time: string | undefined;
}

/** By the text of the id. */
export type Managers = ReadonlyMap<string, ManagedSet>;

export function managerKey(id: ManagerId): string {
  return JSON.stringify([id.operation, id.manager, id.apiVersion, id.subresource]);
}

/** undefined when an entry cannot be read, as for the single empty entry that resets ownership. */
export function readManagers(object: KubeObject | JsonObject | undefined): Managers | undefined {
  const managers = new Map<string, ManagedSet>();
  const metadata = object?.metadata;
  const entries = isObject(metadata) && Array.isArray(metadata.managedFields) ? metadata.managedFields : [];
  for (const entry of entries as Partial<ManagedFieldsEntry>[]) {
    if (!isObject(entry) || (entry.operation !== 'Apply' && entry.operation !== 'Update')) return undefined;
    const id: ManagerId = {
      manager: String(entry.manager ?? ''),
      operation: entry.operation,
      apiVersion: String(entry.apiVersion ?? ''),
      subresource: String(entry.subresource ?? ''),
    };
    managers.set(managerKey(id), { id, fields: fromFieldsV1(entry.fieldsV1), time: entry.time });
  }
  return managers;
}

/** In the order of the real server: applies first, then by time, then by name. */
export function writeManagers(managers: Managers): ManagedFieldsEntry[] {
  const sets = [...managers.values()].filter((set) => set.fields.size > 0);
  sets.sort((a, b) => order(sortKey(a), sortKey(b)));
  return sets.map(({ id, fields, time }) => ({
    manager: id.manager,
    operation: id.operation,
    apiVersion: id.apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: toFieldsV1(fields),
    ...(id.subresource === '' ? {} : { subresource: id.subresource }),
  }));
}

function sortKey({ id, time }: ManagedSet): readonly string[] {
  return [id.operation, time ?? '', id.manager, id.apiVersion, id.subresource];
}

function order(a: readonly string[], b: readonly string[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
