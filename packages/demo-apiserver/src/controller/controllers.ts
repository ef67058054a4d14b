/** The control loop: an event names what may be out of order, a queue of names is worked off, each against the store. */

import { type Kind, served } from '../kinds.ts';
import { type KubeObject, objectAt, textAt } from '../kube-object.ts';
import { Refusal } from '../status.ts';
import { matchSelector } from '../store/label-selector.ts';
import type { Store, StoreEvent } from '../store/store.ts';
import type { Writer } from '../write/writer.ts';
import { createAddressPool } from './address-pool.ts';
import type { Cluster } from './cluster.ts';
import { reconcileDaemonSet } from './daemon-set.ts';
import { controllerOf, createDependents, keyOfObject, keyText, type ObjectKey } from './dependents.ts';
import { reconcileDeployment } from './deployment.ts';
import { reconcileEndpoints, selects } from './endpoints.ts';
import { collectDependents, finishDeletion } from './garbage.ts';
import { type NodeFacts, reconcilePod } from './kubelet.ts';
import { reconcileNamespace } from './namespace-lifecycle.ts';
import { adoptPod, reconcileReplicaSet } from './replica-set.ts';
import { reconcileStatefulSet } from './stateful-set.ts';

export interface ControllerOptions {
  readonly store: Store;
  readonly writer: Writer;
  readonly now: () => number;
  /** How long a pod takes to go. */
  readonly terminationMs: number;
  /** Told of what a controller could not do, after its last attempt. */
  readonly report: (error: unknown) => void;
}

export interface Controllers {
  /** Works until nothing is out of order, without waiting for anything; for filling the cluster. */
  settle(): void;
  /** From now on events are worked off as they come. */
  start(): void;
  stop(): void;
}

const pods = served('pods');
const nodes = served('nodes');
const namespaces = served('namespaces');
const services = served('services');
const daemonSets = served('daemonsets');
const OWNERS: readonly Kind[] = ['replicasets', 'statefulsets', 'daemonsets'].map(served);
const RECONCILE = new Map<Kind, (cluster: Cluster, object: KubeObject) => void>([
  [served('deployments'), reconcileDeployment],
  [served('replicasets'), reconcileReplicaSet],
  [served('statefulsets'), reconcileStatefulSet],
  [daemonSets, reconcileDaemonSet],
  [namespaces, reconcileNamespace],
  [services, reconcileEndpoints],
]);
const ATTEMPTS = 5;

export function createControllers(options: ControllerOptions): Controllers {
  return new ControlLoop(options);
}

class ControlLoop implements Controllers {
  private readonly cluster: Cluster;
  private readonly facts: NodeFacts;
  private readonly report: (error: unknown) => void;
  private readonly unsubscribe: () => void;
  /** Owners that are gone and whose dependents are not. */
  private ended: KubeObject[] = [];
  private readonly queue = new Map<string, ObjectKey>();
  private readonly attempts = new Map<string, number>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private next: NodeJS.Immediate | undefined;
  private isLive = false;
  private isStopped = false;

  constructor(options: ControllerOptions) {
    const { store, writer, now } = options;
    this.report = options.report;
    this.cluster = {
      store,
      writer,
      now,
      dependents: createDependents(store),
      namesUsed: new Map(),
      later: (milliseconds, act) => this.later(milliseconds, act),
    };
    this.facts = {
      addresses: createAddressPool('10.42'),
      load: new Map(),
      terminationMs: options.terminationMs,
      ending: new Set(),
    };
    this.unsubscribe = store.subscribe((event) => this.note(event));
  }

  settle(): void {
    while (this.hasWork()) this.work();
  }

  start(): void {
    this.isLive = true;
    this.wake();
  }

  stop(): void {
    this.isStopped = true;
    this.unsubscribe();
    if (this.next !== undefined) clearImmediate(this.next);
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private note(event: StoreEvent): void {
    this.cluster.dependents.note(event);
    if (event.kind === pods) this.notePod(event);
    const key = keyOfObject(event.kind, event.object);
    if (event.type === 'DELETED') this.noteEnd(event);
    else if (event.kind === pods || RECONCILE.has(event.kind) || this.isGoing(event.object)) this.add(key);
    for (const object of [event.object, event.previous]) this.addOwner(object);
    if (event.kind === nodes) this.noteNode(event);
  }

  /** A node that comes or goes concerns every DaemonSet, and pods that wait for a place. */
  private noteNode(event: StoreEvent): void {
    const { store } = this.cluster;
    for (const set of store.list(daemonSets)) this.add(keyOfObject(daemonSets, set));
    if (event.type !== 'ADDED') return;
    const waiting = store.list(pods).filter((pod) => textAt(pod, 'spec', 'nodeName') === undefined);
    for (const pod of waiting) this.add(keyOfObject(pods, pod));
  }

  private isGoing(object: KubeObject): boolean {
    return object.metadata.deletionTimestamp !== undefined;
  }

  /** Keeps addresses and the load of nodes, and finds a new owner for a pod that has none. */
  private notePod(event: StoreEvent): void {
    const { load, addresses } = this.facts;
    const before = textAt(event.previous, 'spec', 'nodeName');
    const after = event.type === 'DELETED' ? undefined : textAt(event.object, 'spec', 'nodeName');
    if (before !== after) {
      if (before !== undefined) load.set(before, (load.get(before) ?? 1) - 1);
      if (after !== undefined) load.set(after, (load.get(after) ?? 0) + 1);
    }
    this.noteServices(event);
    const address = textAt(event.object, 'status', 'podIP');
    if (address === undefined || objectAt(event.object, 'spec').hostNetwork === true) return;
    if (event.type === 'DELETED') addresses.release(address);
    else addresses.note(address);
  }

  /** Services whose pods these are, or were. */
  private noteServices(event: StoreEvent): void {
    for (const service of this.cluster.store.list(services, event.object.metadata.namespace)) {
      const isBehind = [event.object, event.previous].some((pod) => selects(service, pod));
      if (isBehind) this.add(keyOfObject(services, service));
    }
  }

  private noteEnd(event: StoreEvent): void {
    const { metadata } = event.object;
    // Written later: a write from within an event would reach watchers before the event itself.
    if (this.cluster.dependents.keysOf(metadata.uid ?? '').length > 0) this.ended.push(event.object);
    this.cluster.namesUsed.delete(metadata.uid ?? '');
    this.wake();
    if (metadata.namespace === undefined) return;
    const namespace = this.cluster.store.get(namespaces, undefined, metadata.namespace);
    if (namespace?.metadata.deletionTimestamp !== undefined) this.add(keyOfObject(namespaces, namespace));
  }

  private addOwner(object: KubeObject | undefined): void {
    const reference = controllerOf(object);
    const kind = [...RECONCILE.keys()].find((one) => one.kind === reference?.kind);
    if (reference === undefined || kind === undefined) return;
    this.add({ kind, namespace: object?.metadata.namespace, name: reference.name });
  }

  private hasWork(): boolean {
    return this.queue.size > 0 || this.ended.length > 0;
  }

  private add(key: ObjectKey): void {
    this.queue.set(keyText(key), key);
    this.wake();
  }

  private wake(): void {
    if (!this.isLive || this.isStopped || this.next !== undefined || !this.hasWork()) return;
    this.next = setImmediate(() => {
      this.next = undefined;
      this.work();
      this.wake();
    });
  }

  /** One round: what is queued now. What this brings about is the next round. */
  private work(): void {
    const keys = [...this.queue];
    this.queue.clear();
    for (const owner of this.ended.splice(0)) collectDependents(this.cluster, owner);
    for (const [text, key] of keys) {
      try {
        this.reconcile(key);
        this.attempts.delete(text);
      } catch (error) {
        this.retry(text, key, error);
      }
    }
  }

  private retry(text: string, key: ObjectKey, error: unknown): void {
    const attempt = (this.attempts.get(text) ?? 0) + 1;
    const isHopeless = error instanceof Refusal && error.reason === 'Forbidden';
    if (attempt >= ATTEMPTS || isHopeless) {
      this.attempts.delete(text);
      if (!isHopeless) this.report(error);
      return;
    }
    this.attempts.set(text, attempt);
    this.queue.set(text, key);
  }

  private reconcile(key: ObjectKey): void {
    const object = this.cluster.store.get(key.kind, key.namespace, key.name);
    if (object === undefined) return;
    if (key.kind !== namespaces && this.isGoing(object)) finishDeletion(this.cluster, key.kind, object);
    if (key.kind === pods) {
      this.findOwner(object);
      reconcilePod(this.cluster, object, this.facts);
    } else RECONCILE.get(key.kind)?.(this.cluster, object);
  }

  private findOwner(pod: KubeObject): void {
    if (controllerOf(pod) !== undefined || this.isGoing(pod)) return;
    for (const kind of OWNERS) {
      for (const owner of this.cluster.store.list(kind, pod.metadata.namespace)) {
        if (this.isGoing(owner) || !matchSelector(objectAt(owner, 'spec').selector, pod.metadata.labels)) continue;
        adoptPod(this.cluster, pod, owner);
        return;
      }
    }
  }

  private later(milliseconds: number, act: () => void): void {
    if (!this.isLive) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, milliseconds);
    this.timers.add(timer);
  }
}
