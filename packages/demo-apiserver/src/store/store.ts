/** Every object of the cluster, one counter of versions for all, and the recent past that watches and pages need. */

import type { Kind } from '../kinds.ts';
import type { KubeObject } from '../kube-object.ts';

export interface StoreEvent {
  readonly version: number;
  readonly kind: Kind;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  /** Of a deletion: the last state, with the version of the deletion. */
  readonly object: KubeObject;
  readonly previous?: KubeObject;
}

export interface Store {
  /** The version of the latest write. */
  readonly version: number;
  get(kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined;
  /** In the order of their keys; all namespaces when none is given. */
  list(kind: Kind, namespace?: string): readonly KubeObject[];
  count(kind: Kind): number;
  /** Creates or replaces; gives the stored object, which carries its new resourceVersion. */
  put(kind: Kind, object: KubeObject): KubeObject;
  remove(kind: Kind, object: KubeObject): KubeObject | undefined;
  /** Events after a version, oldest first; undefined when the past does not reach so far back. */
  since(version: number): readonly StoreEvent[] | undefined;
  /** The list as it was at a version; undefined when that is forgotten. */
  listAt(kind: Kind, version: number, namespace?: string): readonly KubeObject[] | undefined;
  /** Forgets the past, as compaction does. */
  compact(): void;
  subscribe(listener: (event: StoreEvent) => void): () => void;
}

export interface StoreOptions {
  /** How many events are remembered. */
  readonly history: number;
  readonly firstVersion: number;
}

export function createStore(options: StoreOptions): Store {
  return new MemoryStore(options);
}

/** Namespaces sort before names, as the keys of etcd do. */
function keyOf(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

class Shelf {
  readonly objects = new Map<string, KubeObject>();
  private order: readonly string[] | undefined;

  set(key: string, object: KubeObject): void {
    if (!this.objects.has(key)) this.order = undefined;
    this.objects.set(key, object);
  }

  delete(key: string): void {
    if (this.objects.delete(key)) this.order = undefined;
  }

  keys(): readonly string[] {
    this.order ??= [...this.objects.keys()].sort(byBytes);
    return this.order;
  }
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

class MemoryStore implements Store {
  private readonly shelves = new Map<Kind, Shelf>();
  private readonly listeners = new Set<(event: StoreEvent) => void>();
  private readonly limit: number;
  private events: StoreEvent[] = [];
  private latest: number;
  /** Events after this version are remembered in full. */
  private floor: number;

  constructor(options: StoreOptions) {
    this.limit = options.history;
    this.latest = options.firstVersion;
    this.floor = options.firstVersion;
  }

  get version(): number {
    return this.latest;
  }

  get(kind: Kind, namespace: string | undefined, name: string): KubeObject | undefined {
    return this.shelves.get(kind)?.objects.get(keyOf(namespace, name));
  }

  count(kind: Kind): number {
    return this.shelves.get(kind)?.objects.size ?? 0;
  }

  list(kind: Kind, namespace?: string): readonly KubeObject[] {
    const shelf = this.shelves.get(kind);
    if (shelf === undefined) return [];
    return pick(shelf.keys(), shelf.objects, namespace);
  }

  put(kind: Kind, object: KubeObject): KubeObject {
    const shelf = this.shelf(kind);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const previous = shelf.objects.get(key);
    const stored = this.stamped(object);
    shelf.set(key, stored);
    const type = previous === undefined ? 'ADDED' : 'MODIFIED';
    this.publish({ version: this.latest, kind, type, object: stored, ...(previous === undefined ? {} : { previous }) });
    return stored;
  }

  remove(kind: Kind, object: KubeObject): KubeObject | undefined {
    const shelf = this.shelf(kind);
    const key = keyOf(object.metadata.namespace, object.metadata.name);
    const previous = shelf.objects.get(key);
    if (previous === undefined) return undefined;
    shelf.delete(key);
    const last = this.stamped(previous);
    this.publish({ version: this.latest, kind, type: 'DELETED', object: last, previous });
    return last;
  }

  since(version: number): readonly StoreEvent[] | undefined {
    if (version < this.floor) return undefined;
    return this.events.slice(firstAfter(this.events, version));
  }

  listAt(kind: Kind, version: number, namespace?: string): readonly KubeObject[] | undefined {
    if (version === this.latest) return this.list(kind, namespace);
    const after = this.since(version);
    if (after === undefined) return undefined;
    const objects = new Map(this.shelves.get(kind)?.objects);
    for (const event of after.toReversed()) {
      if (event.kind !== kind) continue;
      const key = keyOf(event.object.metadata.namespace, event.object.metadata.name);
      if (event.previous === undefined) objects.delete(key);
      else objects.set(key, event.previous);
    }
    return pick([...objects.keys()].sort(byBytes), objects, namespace);
  }

  compact(): void {
    this.events = [];
    this.floor = this.latest;
  }

  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private shelf(kind: Kind): Shelf {
    let shelf = this.shelves.get(kind);
    if (shelf === undefined) {
      shelf = new Shelf();
      this.shelves.set(kind, shelf);
    }
    return shelf;
  }

  private stamped(object: KubeObject): KubeObject {
    this.latest += 1;
    return { ...object, metadata: { ...object.metadata, resourceVersion: String(this.latest) } };
  }

  private publish(event: StoreEvent): void {
    this.events.push(event);
    // Cut in blocks: moving the whole array for each event would cost as much as the event.
    if (this.events.length > this.limit * 1.25) {
      const dropped = this.events.splice(0, this.events.length - this.limit);
      this.floor = dropped.at(-1)?.version ?? this.floor;
    }
    for (const listener of this.listeners) listener(event);
  }
}

function pick(
  keys: readonly string[],
  objects: ReadonlyMap<string, KubeObject>,
  namespace: string | undefined,
): readonly KubeObject[] {
  const found: KubeObject[] = [];
  const prefix = namespace === undefined ? '' : `${namespace}/`;
  for (const key of keys) {
    const object = key.startsWith(prefix) ? objects.get(key) : undefined;
    if (object !== undefined) found.push(object);
  }
  return found;
}

function firstAfter(events: readonly StoreEvent[], version: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as StoreEvent).version <= version) low = middle + 1;
    else high = middle;
  }
  return low;
}
