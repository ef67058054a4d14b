/** What runs in the cluster, as a list of words counts it: pods that a policy can select, by the selectors around. */

import { counted, grouped, type LabelSelector, type Labels, labelMatcher, type Pod } from '#engine';
import type { ClusterSnapshot } from '#stream';
import { unreadableNamespaces } from '../view/unreadable.ts';

/** A thing that carries labels: a pod, the template of a workload without pods, or a namespace; with how many pods it is. */
export interface Labelled {
  readonly namespace: string;
  readonly labels: Labels;
  readonly pods: number;
}

export interface LiveThings {
  readonly snapshot: ClusterSnapshot;
  /**
   * Not those on the network of their machine or at their end: no policy selects them. What stands for the pods of a
   * workload without any is among them, for its labels and ports can be meant, and counts as none: see `podsOf`.
   */
  readonly pods: readonly Pod[];
  /** Of every namespace. */
  readonly podsIn: ReadonlyMap<string, number>;
  /** Names that may not be read: what runs there is unknown, and never 0. */
  readonly unread: ReadonlySet<string>;
  /** Something is not read: every number is a lower bound. */
  readonly isPart: boolean;
}

export function liveThings(snapshot: ClusterSnapshot): LiveThings {
  const pods = snapshot.pods.filter(
    ({ hostNetwork, phase }) => !hostNetwork && phase !== 'Succeeded' && phase !== 'Failed',
  );
  const podsIn = new Map(snapshot.namespaces.map(({ name }) => [name, 0]));
  for (const pod of pods) podsIn.set(pod.namespace, (podsIn.get(pod.namespace) ?? 0) + podsOf(pod));
  const unread = new Set(unreadableNamespaces({ snapshot }).map(({ name }) => name));
  const isPart =
    unread.size > 0 || (snapshot.incomplete ?? []).some((kind) => kind === 'pods' || kind === 'namespaces');
  return { snapshot, pods, podsIn, unread, isPart };
}

/** Pods of a namespace. */
export function podsOfNamespace({ pods }: LiveThings, name: string): readonly Labelled[] {
  return pods.filter(({ namespace }) => namespace === name).map(asLabelled);
}

/** Pods of the namespaces that a selector matches. */
export function podsOfNamespaces({ pods, snapshot }: LiveThings, selector: LabelSelector): readonly Labelled[] {
  const matches = labelMatcher(selector);
  const names = new Set(snapshot.namespaces.filter(({ labels }) => matches(labels)).map(({ name }) => name));
  return pods.filter(({ namespace }) => names.has(namespace)).map(asLabelled);
}

export function namespacesOf({ snapshot, podsIn }: LiveThings): readonly Labelled[] {
  return snapshot.namespaces.map(({ name, labels }) => ({ namespace: name, labels, pods: podsIn.get(name) ?? 0 }));
}

/** `14 pods in 2 namespaces`, `3 pods`, `at least 3 pods`. */
export function countWords(of: readonly Labelled[], { isPart }: Pick<LiveThings, 'isPart'>): string {
  const pods = of.reduce((sum, thing) => sum + thing.pods, 0);
  const namespaces = new Set(of.map(({ namespace }) => namespace)).size;
  const bound = isPart ? 'at least ' : '';
  return `${bound}${counted(pods, 'pod')}${namespaces > 1 ? ` in ${grouped(namespaces)} namespaces` : ''}`;
}

/** How many pods there are of what is listed as one: none, where it only stands for those that are not there. */
export function podsOf({ standsIn }: Pod): 0 | 1 {
  return standsIn === undefined ? 1 : 0;
}

function asLabelled(pod: Pod): Labelled {
  return { namespace: pod.namespace, labels: pod.labels, pods: podsOf(pod) };
}
