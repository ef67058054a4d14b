/** Who owns what after a write: server-side apply with its conflicts, and the tracking of every other write. */

import type { Kind } from '../kinds.ts';
import type { JsonObject, KubeObject } from '../kube-object.ts';
import { common, type FieldSet, readablePath, union, without } from '../schema/field-set.ts';
import { mergeValue, removeFields } from '../schema/merge-apply.ts';
import { type Comparison, compareFields, ownedFields } from '../schema/owned-fields.ts';
import { blankOf, shapeOf } from '../schema/shapes.ts';
import { Refusal, type StatusCause } from '../status.ts';
import { type ManagedSet, type ManagerId, type Managers, managerKey, readManagers } from './managers.ts';

/** Fields that the server sets itself: nobody owns them. */
const UNOWNED: FieldSet = new Set([
  'f:apiVersion',
  'f:kind',
  'f:metadata',
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'generation',
    'managedFields',
    'resourceVersion',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ].map((field) => `f:metadata\nf:${field}`),
]);

export interface Applied {
  /** The object to store, managedFields aside. */
  readonly object: KubeObject;
  readonly managers: Managers;
}

/** Lays `config` over `live` for its manager. Throws the 409 that names every field another manager holds. */
export function applyConfiguration(
  kind: Kind,
  live: KubeObject | undefined,
  config: JsonObject,
  id: ManagerId,
  force: boolean,
  now: string,
): Applied {
  const shape = shapeOf(kind);
  const base: JsonObject = live ?? { ...blankOf(kind) };
  const held = readManagers(live) ?? new Map();
  const key = managerKey(id);
  const before = held.get(key);
  const wanted = owned(ownedFields(shape, config));

  const others = [...held.values()].filter((set) => managerKey(set.id) !== key);
  const lost = without(before?.fields ?? new Set(), wanted);
  const kept = union(wanted, ...others.map((set) => set.fields));
  const merged = mergeValue(shape, base, config);
  const pruned = removeFields(shape, merged, without(lost, kept), kept) as KubeObject;

  const comparison = compareFields(shape, base, pruned);
  const managers = yieldFields(held, key, comparison, force);
  const isChanged = comparison.added.size + comparison.modified.size + comparison.removed.size > 0;
  const time = isChanged ? now : before?.time;
  if (wanted.size > 0) managers.set(key, { id, fields: wanted, time });
  else managers.delete(key);
  return { object: pruned, managers };
}

/** After a create, replace or patch: what changed belongs to the writer and to nobody else. */
export function trackUpdate(
  kind: Kind,
  live: KubeObject | undefined,
  next: KubeObject,
  id: ManagerId,
  now: string,
): Managers {
  const given = readManagers(next);
  // Entries sent along are the base, as kubectl relies on; without any, those of the stored object are.
  const held = given === undefined ? new Map<string, ManagedSet>() : given.size > 0 ? given : readManagers(live);
  const comparison = compareFields(shapeOf(kind), live ?? blankOf(kind), next);
  const managers = yieldFields(held ?? new Map(), undefined, comparison, true);
  const gained = owned(union(comparison.added, comparison.modified));
  if (gained.size === 0) return managers;
  const key = managerKey(id);
  const mine = managers.get(key);
  managers.set(key, { id, fields: mine === undefined ? gained : union(mine.fields, gained), time: now });
  return managers;
}

function owned(fields: FieldSet): Set<string> {
  return without(fields, UNOWNED);
}

/** Takes changed and removed fields from every other manager, or refuses when changed ones are held. */
function yieldFields(
  held: Managers,
  applying: string | undefined,
  comparison: Comparison,
  force: boolean,
): Map<string, ManagedSet> {
  const changed = union(comparison.added, comparison.modified);
  const managers = new Map<string, ManagedSet>();
  const conflicts: { id: ManagerId; time: string | undefined; fields: FieldSet }[] = [];
  for (const [key, set] of held) {
    if (key === applying) continue;
    const taken = common(set.fields, changed);
    if (taken.size > 0) conflicts.push({ id: set.id, time: set.time, fields: taken });
    const isTouched = taken.size > 0 || common(set.fields, comparison.removed).size > 0;
    const left = isTouched ? without(set.fields, taken, comparison.removed) : set.fields;
    if (left.size > 0) managers.set(key, { ...set, fields: left });
  }
  if (!force && conflicts.length > 0) throw applyConflict(conflicts);
  return managers;
}

interface FieldConflict {
  readonly id: ManagerId;
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

function applyConflict(conflicts: readonly FieldConflict[]): Refusal {
  const byManager = new Map<string, string[]>();
  for (const one of conflicts.toSorted((a, b) => (describe(a.id) < describe(b.id) ? -1 : 1))) {
    const fields = [...one.fields].map(readablePath).sort();
    byManager.set(describe(one.id), [...(byManager.get(describe(one.id)) ?? []), ...fields]);
  }
  const causes: StatusCause[] = [...byManager].flatMap(([manager, fields]) =>
    fields.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${manager}`, field })),
  );
  const parts = [...byManager].map(([manager, fields]) =>
    causes.length === 1
      ? `conflict with ${manager}: ${fields[0]}`
      : `conflicts with ${manager}:\n${fields.map((field) => `- ${field}`).join('\n')}`,
  );
  const count = causes.length === 1 ? '1 conflict' : `${causes.length} conflicts`;
  return new Refusal(409, 'Conflict', `Apply failed with ${count}: ${parts.join('\n')}`, { causes });
}

/** An apply manager by its name alone, any other with the version it wrote. */
function describe(id: ManagerId): string {
  const subresource = id.subresource === '' ? '' : ` with subresource "${id.subresource}"`;
  if (id.operation === 'Apply') return `"${id.manager}"${subresource}`;
  return `"${id.manager}"${subresource} using ${id.apiVersion}`;
}
