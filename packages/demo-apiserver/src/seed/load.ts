/** Puts objects into a new cluster, in an order that works, and tells which it could not take. */

import { apiVersionOf, type Kind, kindByName, otherPolicyKindOf, served } from '../kinds.ts';
import { isObject, type JsonObject, type KubeObject, objectAt, textAt } from '../kube-object.ts';
import { decode } from '../schema/decode.ts';
import { shapeOf } from '../schema/shapes.ts';
import { Refusal } from '../status.ts';
import type { Store } from '../store/store.ts';
import type { Writer } from '../write/writer.ts';

export interface SeedObject {
  readonly object: JsonObject;
  /** Where it came from, for messages. */
  readonly source: string;
}

/** Something of a seed that is not in the cluster as it was written. */
export interface SeedProblem {
  readonly code: 'unreadable' | 'kind-not-served' | 'refused' | 'unknown-field' | 'not-applied';
  readonly source: string;
  readonly message: string;
}

export interface LoadTarget {
  readonly store: Store;
  readonly writer: Writer;
  /** The field manager that owns what is loaded. */
  readonly manager: string;
}

const namespaces = served('namespaces');
/** What others rest on comes first. */
const ORDER = ['Namespace', 'Node', 'ClusterRole', 'Role', 'ServiceAccount', 'ConfigMap', 'Service'];

export function loadObjects(target: LoadTarget, objects: readonly SeedObject[]): readonly SeedProblem[] {
  const problems: SeedProblem[] = [];
  const unserved: SeedObject[] = [];
  const known = objects.flatMap((seed) => {
    const named = [textAt(seed.object, 'apiVersion') ?? '', textAt(seed.object, 'kind') ?? ''] as const;
    const other = otherPolicyKindOf(...named);
    const kind = other ?? kindByName(...named);
    // What is kept of them is shown, and yet nobody judges it.
    if (other !== undefined || kind === undefined || kind.resource === 'events') unserved.push(seed);
    if (kind === undefined || kind.resource === 'events') return [];
    return [{ seed: { ...seed, object: { ...seed.object, apiVersion: apiVersionOf(kind) } }, kind }];
  });
  problems.push(...notServed(unserved));
  const rank = (kind: Kind): number => (ORDER.indexOf(kind.kind) + ORDER.length + 1) % (ORDER.length + 1);
  const ordered = known.toSorted((a, b) => rank(a.kind) - rank(b.kind));
  for (const { seed, kind } of ordered) {
    try {
      problems.push(...loadOne(target, kind, seed));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push({ code: 'refused', source: seed.source, message: error.message });
    }
  }
  return problems;
}

function loadOne(target: LoadTarget, kind: Kind, seed: SeedObject): readonly SeedProblem[] {
  const { store, writer, manager } = target;
  const { value, unknown } = decode(shapeOf(kind), seed.object, '');
  const namespace = kind.namespaced ? (textAt(value, 'metadata', 'namespace') ?? 'default') : undefined;
  const name = textAt(value, 'metadata', 'name') ?? '';
  if (namespace !== undefined) ensureNamespace(target, namespace);
  const before = store.get(kind, namespace, name);
  const body = withoutServerFields(value);
  if (before === undefined) keep(store, kind, writer.create(kind, namespace, body, { manager }).object, value);
  else writer.update(kind, namespace, name, (live) => overlay(live, body), { manager });
  return unknown.map((field) => {
    const message = `${kind.kind} ${name}: unknown field ${JSON.stringify(field)}`;
    return { code: 'unknown-field', source: seed.source, message };
  });
}

/**
 * A second document for an object that is there already, as a second apply would have it: what the first said and this
 * one does not is gone, but for the label that the server sets.
 */
function overlay(live: KubeObject, body: JsonObject): JsonObject {
  const metadata = objectAt(body, 'metadata');
  const name = live.metadata.labels?.[NAME_LABEL];
  const labels = { ...objectAt(metadata, 'labels'), ...(name === undefined ? {} : { [NAME_LABEL]: name }) };
  return { ...live, ...body, metadata: { ...live.metadata, ...metadata, labels } };
}

const NAME_LABEL = 'kubernetes.io/metadata.name';

export function ensureNamespace({ store, writer, manager }: LoadTarget, name: string): void {
  if (store.get(namespaces, undefined, name) !== undefined) return;
  writer.create(namespaces, undefined, { metadata: { name } }, { manager });
}

/** A dump carries what a server set: identity, age and state are kept as they were. */
function keep(store: Store, kind: Kind, created: KubeObject, given: JsonObject): void {
  const uid = textAt(given, 'metadata', 'uid');
  const creationTimestamp = textAt(given, 'metadata', 'creationTimestamp');
  const status = isObject(given.status) && Object.keys(given.status).length > 0 ? given.status : undefined;
  if (uid === undefined && creationTimestamp === undefined && (status === undefined || kind.kind === 'Node')) return;
  store.put(kind, {
    ...created,
    metadata: {
      ...created.metadata,
      ...(uid === undefined ? {} : { uid }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    ...(status === undefined ? {} : { status }),
  });
}

function withoutServerFields(value: JsonObject): JsonObject {
  const {
    uid: _,
    resourceVersion: __,
    managedFields: ___,
    generation: ____,
    ...metadata
  } = objectAt(value, 'metadata');
  return { ...value, metadata };
}

/** One a kind, at the first of it; of policies that are not judged, that verdicts may be wrong. */
function notServed(seeds: readonly SeedObject[]): readonly SeedProblem[] {
  const kinds = new Map<string, SeedObject[]>();
  for (const seed of seeds) {
    const kind = `${textAt(seed.object, 'kind') ?? 'an object without a kind'} (${textAt(seed.object, 'apiVersion') ?? 'no apiVersion'})`;
    kinds.set(kind, [...(kinds.get(kind) ?? []), seed]);
  }
  return [...kinds].flatMap(([kind, [first, ...more]]): readonly SeedProblem[] => {
    if (first === undefined) return [];
    const name = textAt(first.object, 'metadata', 'name') ?? '';
    const others = more.length === 0 ? '' : ` and ${more.length} more`;
    const so = isOtherPolicy(first.object)
      ? 'this kind of policy is not judged: verdicts that it may change are not known'
      : 'this kind is not shown';
    const message = `${kind} ${name}${others}: ${so}`.replace('  ', ' ');
    return [{ code: 'kind-not-served', source: first.source, message }];
  });
}

function isOtherPolicy(object: JsonObject): boolean {
  return otherPolicyKindOf(textAt(object, 'apiVersion') ?? '', textAt(object, 'kind') ?? '') !== undefined;
}
