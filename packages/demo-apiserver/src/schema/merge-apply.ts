/** The two moves of server-side apply on values: laying a configuration over an object, and taking fields away again. */

import { isObject, type JsonObject } from '../kube-object.ts';
import { ancestorsOf, type FieldPath, type FieldSet, joinPath } from './field-set.ts';
import { elementName, isGranular } from './owned-fields.ts';
import { fieldShape, type ListShape, type Shape } from './shape.ts';

/** The live value with the configuration laid over it; neither is changed. */
export function mergeValue(shape: Shape, live: unknown, config: unknown): unknown {
  if (config === undefined) return live;
  if (!isGranular(shape)) return config;
  if (shape.type === 'list') {
    return Array.isArray(config) && Array.isArray(live) ? mergeList(shape, live, config) : config;
  }
  if (!isObject(config) || !isObject(live)) return config;
  const merged: JsonObject = { ...live };
  for (const [field, value] of Object.entries(config)) {
    const known = fieldShape(shape, field);
    if (known !== undefined) merged[field] = mergeValue(known, live[field], value);
  }
  return merged;
}

function mergeList(shape: ListShape, live: readonly unknown[], config: readonly unknown[]): unknown[] {
  const wanted = new Map(config.map((item) => [elementName(shape, item), item]));
  const merged = live.map((item) => {
    const name = elementName(shape, item);
    const over = wanted.get(name);
    wanted.delete(name);
    return over === undefined ? item : mergeValue(shape.of, item, over);
  });
  return [...merged, ...wanted.values()];
}

/**
 * The value without the fields of `remove`. Fields of `keep`, and whatever contains one, stay; a container that is
 * emptied by this goes as well.
 */
export function removeFields(shape: Shape, value: unknown, remove: FieldSet, keep: FieldSet): unknown {
  const going = new Set<FieldPath>();
  for (const path of remove) {
    going.add(path);
    for (const above of ancestorsOf(path)) going.add(above);
  }
  const staying = new Set<FieldPath>(keep);
  for (const path of keep) for (const above of ancestorsOf(path)) staying.add(above);
  return removeAt(shape, value, '', going, remove, staying);
}

function removeAt(
  shape: Shape,
  value: unknown,
  path: FieldPath,
  going: FieldSet,
  remove: FieldSet,
  staying: FieldSet,
): unknown {
  if (path !== '' && !going.has(path)) return value;
  const isContainer = isGranular(shape) && (Array.isArray(value) || isObject(value));
  if (!isContainer) return remove.has(path) && !staying.has(path) ? undefined : value;
  const left =
    shape.type === 'list'
      ? removeElements(shape, value as unknown[], path, going, remove, staying)
      : removeEntries(shape, value as JsonObject, path, going, remove, staying);
  const isEmpty = Array.isArray(left) ? left.length === 0 : Object.keys(left).length === 0;
  return path !== '' && isEmpty && !staying.has(path) ? undefined : left;
}

function removeElements(
  shape: ListShape,
  value: readonly unknown[],
  path: FieldPath,
  going: FieldSet,
  remove: FieldSet,
  staying: FieldSet,
): unknown[] {
  const left: unknown[] = [];
  for (const item of value) {
    const itemPath = joinPath(path, elementName(shape, item));
    // An element whose last manager let go of it goes whole, with its defaulted fields.
    if (remove.has(itemPath) && !staying.has(itemPath)) continue;
    const kept = removeAt(shape.of, item, itemPath, going, remove, staying);
    if (kept !== undefined) left.push(kept);
  }
  return left;
}

function removeEntries(
  shape: Shape,
  value: JsonObject,
  path: FieldPath,
  going: FieldSet,
  remove: FieldSet,
  staying: FieldSet,
): JsonObject {
  const left: JsonObject = {};
  for (const [field, item] of Object.entries(value)) {
    const known = fieldShape(shape, field);
    const kept =
      known === undefined ? item : removeAt(known, item, joinPath(path, `f:${field}`), going, remove, staying);
    if (kept !== undefined) left[field] = kept;
  }
  return left;
}
