/**
 * Of two sets of pods, how many pairs of each two classes are a pod and its own machine (rule 31): found by machine, since
 * a host DaemonSet on a thousand machines has a million pairs and a thousand that matter.
 */

import { addressesOf } from '../classes/pod-classes.ts';
import type { Universe } from '../classes/universe.ts';
import type { Pod } from '../model/objects.ts';
import type { Profile } from '../model/profile.ts';
import { type Position, parseAddress } from '../sets/address.ts';
import { passesOwnNode } from './ends.ts';

export interface PairsOfClasses {
  readonly from: number;
  readonly to: number;
  readonly pairs: number;
  /** Of these, the pairs of a pod and its own machine. */
  readonly ownNode: number;
}

export class OwnNodePairs {
  readonly #universe: Universe;
  readonly #profile: Profile;
  readonly #indexes = new WeakMap<readonly Pod[], PodIndex>();

  constructor(universe: Universe, profile: Profile) {
    this.#universe = universe;
    this.#profile = profile;
  }

  /** The lists are known by their identity. */
  between(sources: readonly Pod[], destinations: readonly Pod[]): readonly PairsOfClasses[] {
    const [from, to] = [this.#indexOf(sources), this.#indexOf(destinations)];
    const own = new Map<number, Map<number, number>>();
    for (const source of sources) {
      for (const destination of to.onMachineOf(source)) {
        if (!passesOwnNode(this.#profile, source, destination)) continue;
        const counts = own.get(this.#classOf(source)) ?? new Map<number, number>();
        own.set(this.#classOf(source), counts);
        counts.set(this.#classOf(destination), (counts.get(this.#classOf(destination)) ?? 0) + 1);
      }
    }
    return [...from.counts].flatMap(([a, many]) =>
      Array.from(to.counts, ([b, others]) => ({
        from: a,
        to: b,
        pairs: many * others,
        ownNode: own.get(a)?.get(b) ?? 0,
      })),
    );
  }

  #classOf(pod: Pod): number {
    return this.#universe.classOf(pod)?.index ?? -1;
  }

  #indexOf(pods: readonly Pod[]): PodIndex {
    let index = this.#indexes.get(pods);
    if (!index) {
      index = new PodIndex(pods, (pod) => this.#classOf(pod));
      this.#indexes.set(pods, index);
    }
    return index;
  }
}

/** Some pods by the machines they may be on. */
class PodIndex {
  readonly counts = new Map<number, number>();
  readonly #byHost = new Map<string, Pod[]>();
  readonly #byAddress = new Map<Position, Pod[]>();

  constructor(pods: readonly Pod[], classOf: (pod: Pod) => number) {
    for (const pod of pods) {
      this.counts.set(classOf(pod), (this.counts.get(classOf(pod)) ?? 0) + 1);
      if (pod.host !== undefined) push(this.#byHost, pod.host, pod);
      for (const position of machineAddresses(pod)) push(this.#byAddress, position, pod);
    }
  }

  /** Each once; a few too many perhaps. */
  onMachineOf(pod: Pod): ReadonlySet<Pod> {
    const found = new Set(pod.host === undefined ? [] : this.#byHost.get(pod.host));
    for (const position of machineAddresses(pod)) for (const one of this.#byAddress.get(position) ?? []) found.add(one);
    return found;
  }
}

function machineAddresses(pod: Pod): readonly Position[] {
  if (pod.hostNetwork) return addressesOf(pod);
  return pod.hostIps.flatMap((text) => parseAddress(text) ?? []);
}

function push<K>(lists: Map<K, Pod[]>, key: K, pod: Pod): void {
  const own = lists.get(key);
  if (own) own.push(pod);
  else lists.set(key, [pod]);
}
