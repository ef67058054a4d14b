/** Which fields a value sets, and in which fields two values differ, by the rules of server-side apply. */

import { isObject, type JsonObject, sameJson } from '../kube-object.ts';
import { type FieldPath, joinPath } from './field-set.ts';
import { fieldShape, type ListShape, type Shape } from './shape.ts';

export interface Comparison {
  readonly added: Set<FieldPath>;
  readonly modified: Set<FieldPath>;
  readonly removed: Set<FieldPath>;
}

/** Children of a value that are owned one by one; undefined when the value is owned as one piece. */
function children(shape: Shape, value: unknown): Map<string, [Shape, unknown]> | undefined {
  if (shape.type === 'list') return Array.isArray(value) ? elements(shape, value) : undefined;
  if (!isObject(value)) return undefined;
  if (shape.type === 'any') return fields(shape, value);
  if (shape.type !== 'struct' && shape.type !== 'map') return undefined;
  return shape.atomic ? undefined : fields(shape, value);
}

function fields(shape: Shape, value: JsonObject): Map<string, [Shape, unknown]> {
  const found = new Map<string, [Shape, unknown]>();
  for (const [field, item] of Object.entries(value)) {
    const known = fieldShape(shape, field);
    if (known !== undefined) found.set(`f:${field}`, [known, item]);
  }
  return found;
}

function elements(shape: ListShape, value: readonly unknown[]): Map<string, [Shape, unknown]> | undefined {
  if (shape.keys === undefined && shape.set === undefined) return undefined;
  const found = new Map<string, [Shape, unknown]>();
  for (const item of value) found.set(elementName(shape, item), [shape.of, item]);
  return found;
}

/** `k:{"name":"web"}` or `v:"x"`. */
export function elementName(shape: ListShape, item: unknown): string {
  if (shape.set === true) return `v:${JSON.stringify(item)}`;
  const keys: JsonObject = {};
  for (const key of [...(shape.keys ?? [])].sort()) {
    const value = isObject(item) && Object.hasOwn(item, key) ? item[key] : shape.keyDefaults?.[key];
    if (value !== undefined) keys[key] = value;
  }
  return `k:${JSON.stringify(keys)}`;
}

export function isGranular(shape: Shape): boolean {
  if (shape.type === 'list') return shape.keys !== undefined || shape.set === true;
  if (shape.type === 'struct' || shape.type === 'map') return !shape.atomic;
  return shape.type === 'any';
}

/** The fields a configuration speaks of. */
export function ownedFields(shape: Shape, value: unknown): Set<FieldPath> {
  const owned = new Set<FieldPath>();
  collectOwned(shape, value, '', owned);
  return owned;
}

function collectOwned(shape: Shape, value: unknown, path: FieldPath, owned: Set<FieldPath>): void {
  const inside = children(shape, value);
  if (inside === undefined) {
    if (path !== '') owned.add(path);
    return;
  }
  for (const [element, [childShape, child]] of inside) {
    const childPath = joinPath(path, element);
    collectOwned(childShape, child, childPath, owned);
    const isEmpty = child === null || (isObject(child) && Object.keys(child).length === 0);
    if (isEmpty || shape.type === 'map' || shape.type === 'list') owned.add(childPath);
  }
}

export function compareFields(shape: Shape, before: unknown, after: unknown): Comparison {
  const comparison: Comparison = { added: new Set(), modified: new Set(), removed: new Set() };
  compareAt(shape, before, after, '', comparison);
  return comparison;
}

function compareAt(shape: Shape, before: unknown, after: unknown, path: FieldPath, into: Comparison): void {
  // Writes copy only what they change: most branches are one and the same value.
  if (before === after) return;
  const old = before === null && isGranular(shape) ? new Map<string, [Shape, unknown]>() : children(shape, before);
  const young = after === null && isGranular(shape) ? new Map<string, [Shape, unknown]>() : children(shape, after);
  const isLeaf = (old === undefined && young === undefined) || (sizeOf(old) === 0 && sizeOf(young) === 0);
  if (!isLeaf) {
    for (const element of new Set([...(old?.keys() ?? []), ...(young?.keys() ?? [])])) {
      const childShape = (young?.get(element) ?? old?.get(element))?.[0] as Shape;
      compareAt(childShape, old?.get(element)?.[1], young?.get(element)?.[1], joinPath(path, element), into);
    }
  }
  if (path === '') return;
  if (before === undefined) into.added.add(path);
  else if (after === undefined) into.removed.add(path);
  else if (isLeaf && !sameJson(before, after)) into.modified.add(path);
}

function sizeOf(inside: Map<string, [Shape, unknown]> | undefined): number {
  return inside?.size ?? 0;
}
