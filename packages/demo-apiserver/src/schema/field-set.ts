/** Sets of field paths, and the `fieldsV1` form in which metadata.managedFields writes them. */

import { isObject, type JsonObject } from '../kube-object.ts';

/** `f:spec`, `k:{"name":"web"}`, `v:"x"`, joined by a line feed, which no element contains. */
export type FieldPath = string;
export type FieldSet = ReadonlySet<FieldPath>;

const SEPARATOR = '\n';

export function joinPath(path: FieldPath, element: string): FieldPath {
  return path === '' ? element : `${path}${SEPARATOR}${element}`;
}

function pathElements(path: FieldPath): readonly string[] {
  return path.split(SEPARATOR);
}

/** Every path above, without the path itself and the root. */
export function ancestorsOf(path: FieldPath): readonly FieldPath[] {
  const elements = pathElements(path);
  return elements.slice(0, -1).map((_, index) => elements.slice(0, index + 1).join(SEPARATOR));
}

export function union(...sets: readonly FieldSet[]): Set<FieldPath> {
  const all = new Set<FieldPath>();
  for (const set of sets) for (const path of set) all.add(path);
  return all;
}

export function without(set: FieldSet, ...removed: readonly FieldSet[]): Set<FieldPath> {
  return new Set([...set].filter((path) => !removed.some((other) => other.has(path))));
}

export function common(a: FieldSet, b: FieldSet): Set<FieldPath> {
  return new Set([...a].filter((path) => b.has(path)));
}

export function sameSet(a: FieldSet, b: FieldSet): boolean {
  return a.size === b.size && [...a].every((path) => b.has(path));
}

const written = new WeakMap<FieldSet, JsonObject>();
const read = new WeakMap<object, FieldSet>();
/** Pods of one template have the same fields: they share one object. The oldest go first. */
const shared = new Map<string, JsonObject>();
const SHARED_LIMIT = 2000;

/** Remembered: entries that a write does not touch are neither read nor written anew. */
export function toFieldsV1(set: FieldSet): JsonObject {
  let fields = written.get(set);
  if (fields === undefined) {
    const paths = [...set].sort();
    const key = paths.join(SEPARATOR + SEPARATOR);
    fields = shared.get(key);
    if (fields === undefined) {
      fields = encode(paths);
      read.set(fields, set);
      shared.set(key, fields);
      if (shared.size > SHARED_LIMIT) shared.delete(shared.keys().next().value ?? '');
    }
    written.set(set, fields);
  }
  return fields;
}

function encode(paths: readonly FieldPath[]): JsonObject {
  const root: JsonObject = {};
  const inner = new Set<FieldPath>();
  for (const path of paths) for (const above of ancestorsOf(path)) inner.add(above);
  for (const path of paths) {
    let place = root;
    for (const element of pathElements(path)) {
      const next = Object.hasOwn(place, element) ? place[element] : undefined;
      if (isObject(next)) place = next;
      else {
        const made: JsonObject = {};
        place[element] = made;
        place = made;
      }
    }
    // A path that is both owned itself and has owned fields below is marked by a dot.
    if (inner.has(path)) place['.'] = {};
  }
  return root;
}

export function fromFieldsV1(fields: unknown): FieldSet {
  const known = isObject(fields) ? read.get(fields) : undefined;
  if (known !== undefined) return known;
  const set = new Set<FieldPath>();
  collect(fields, '', set);
  if (isObject(fields)) read.set(fields, set);
  return set;
}

function collect(node: unknown, path: FieldPath, set: Set<FieldPath>): void {
  if (!isObject(node)) return;
  const elements = Object.keys(node);
  if (elements.length === 0 && path !== '') set.add(path);
  for (const element of elements) {
    if (element === '.') set.add(path);
    else collect(node[element], joinPath(path, element), set);
  }
}

/** As a conflict names it: `.spec.ports[name="web"].port`. */
export function readablePath(path: FieldPath): string {
  return pathElements(path)
    .map((element) => {
      if (element.startsWith('f:')) return `.${element.slice(2)}`;
      const inner = JSON.parse(element.slice(2)) as unknown;
      if (!element.startsWith('k:') || !isObject(inner)) return `[=${JSON.stringify(inner)}]`;
      const keys = Object.entries(inner).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
      return `[${keys.join(',')}]`;
    })
    .join('');
}
