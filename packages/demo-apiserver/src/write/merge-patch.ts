/** JSON merge patch (RFC 7386) and strategic merge patch, which merges lists by their keys. */

import { isObject, type JsonObject, sameJson } from '../kube-object.ts';
import { fieldShape, type ListShape, type Shape } from '../schema/shape.ts';
import { badRequest } from '../status.ts';

export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: JsonObject = isObject(target) ? { ...target } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete merged[field];
    else merged[field] = mergePatch(merged[field], value);
  }
  return merged;
}

const DIRECTIVE = '$patch';
const RETAIN = '$retainKeys';
const ORDER = '$setElementOrder/';
const DELETE_PRIMITIVES = '$deleteFromPrimitiveList/';

/** Maps are merged, lists with a key are merged by it, other lists are replaced; `$patch` directives are obeyed. */
export function strategicPatch(shape: Shape, target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  if (patch[DIRECTIVE] === 'replace') return withoutDirectives(patch);
  if (patch[DIRECTIVE] === 'delete') return {};
  const merged: JsonObject = isObject(target) ? retained(target, patch) : {};
  for (const [field, value] of Object.entries(patch)) {
    if (field === DIRECTIVE || field === RETAIN || field.startsWith(ORDER)) continue;
    if (field.startsWith(DELETE_PRIMITIVES)) {
      const list = field.slice(DELETE_PRIMITIVES.length);
      merged[list] = removePrimitives(merged[list], value);
    } else if (value === null) delete merged[field];
    else merged[field] = patchField(fieldShape(shape, field), merged[field], value);
  }
  return merged;
}

function patchField(shape: Shape | undefined, target: unknown, value: unknown): unknown {
  const known: Shape = shape ?? { type: 'any' };
  if (!Array.isArray(value)) return strategicPatch(known, target, value);
  if (known.type !== 'list') return value;
  const current = Array.isArray(target) ? target : [];
  if (known.set === true) return [...current, ...value.filter((item) => !current.includes(item))];
  const mergeKey = known.keys?.[0];
  return mergeKey === undefined ? value : patchList(known, mergeKey, current, value);
}

function patchList(shape: ListShape, mergeKey: string, current: readonly unknown[], patch: readonly unknown[]) {
  const isReplaced = patch.some((item) => isObject(item) && item[DIRECTIVE] === 'replace');
  const merged: unknown[] = isReplaced ? [] : [...current];
  for (const item of patch) {
    if (!isObject(item))
      throw badRequest(`the patch of a list merged by ${mergeKey} holds something else than objects`);
    if (item[DIRECTIVE] === 'replace') continue;
    const key = item[mergeKey];
    if (key === undefined)
      throw badRequest(`map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`);
    const index = merged.findIndex((one) => isObject(one) && sameJson(one[mergeKey], key));
    if (item[DIRECTIVE] === 'delete') {
      if (index >= 0) merged.splice(index, 1);
    } else if (index >= 0) merged[index] = strategicPatch(shape.of, merged[index], item);
    else merged.push(withoutDirectives(item));
  }
  return merged;
}

function retained(target: JsonObject, patch: JsonObject): JsonObject {
  const keys = patch[RETAIN];
  if (!Array.isArray(keys)) return { ...target };
  return Object.fromEntries(Object.entries(target).filter(([field]) => keys.includes(field)));
}

function removePrimitives(target: unknown, removed: unknown): unknown {
  if (!Array.isArray(target) || !Array.isArray(removed)) return target;
  return target.filter((item) => !removed.includes(item));
}

function withoutDirectives(value: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([field]) => field !== DIRECTIVE && field !== RETAIN));
}
