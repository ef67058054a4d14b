/**
 * Host-network pods as peers of a selector (rule 33), where the profile lets selectors see them at all: matched
 * themselves, or matched so that their whole machine is opened.
 */

import type { Profile } from '../model/profile.ts';
import { matches, type Selector } from '../policies/selector.ts';
import type { Position } from '../sets/address.ts';
import { appendClass, type ClassSet } from '../sets/class-set.ts';
import type { Universe } from './universe.ts';

export class HostPeers {
  /** Every class that port names reach. */
  readonly withSelectable: ClassSet;
  readonly #universe: Universe;
  readonly #choice: Profile['hostNetworkPeers'];
  /** Host-network classes: the last ones. */
  readonly #hosts: ClassSet;
  #known = new Map<string, ClassSet>();
  #onMachine: Map<Position, ClassSet> | undefined;

  constructor(universe: Universe, choice: Profile['hostNetworkPeers']) {
    const { sets } = universe;
    this.#universe = universe;
    this.#choice = choice;
    this.#hosts = choice === 'node-address-only' ? sets.none : sets.subtract(sets.all, sets.selectable);
    this.withSelectable = sets.union(sets.selectable, this.#hosts);
  }

  /** The host-network classes a selector matches, in one namespace or in those a namespace selector matches. */
  select(pods: Selector, namespaces: Selector | string): ClassSet {
    const { classes, namespaces: known, sets } = this.#universe;
    if (this.#hosts === sets.none) return sets.none;
    const scope = typeof namespaces === 'string' ? namespaces : `?${namespaces.broken} ${namespaces.key}`;
    const key = `${scope} ${pods.broken} ${pods.key}`;
    let selected = this.#known.get(key);
    if (!selected) {
      const inScope = (name: string) =>
        typeof namespaces === 'string' ? name === namespaces : matches(namespaces, known.get(name)?.labels ?? {});
      const runs: number[] = [];
      for (let index = this.#hosts.runs[0] as number; index < classes.length; index++) {
        const { namespace, labels } = classes[index] as Universe['classes'][number];
        if (inScope(namespace) && matches(pods, labels)) appendClass(runs, index);
      }
      selected = sets.of(runs);
      this.#known.set(key, selected);
    }
    return selected;
  }

  /** What a rule admits that admits some classes: with `match-opens-node` all that runs on the machines of those. */
  opened(classes: ClassSet): ClassSet {
    const { sets, classes: all } = this.#universe;
    if (this.#choice !== 'match-opens-node' || !sets.meet(classes, this.#hosts)) return classes;
    this.#onMachine ??= this.#machines();
    const { runs } = sets.intersect(classes, this.#hosts);
    const positions = new Set<Position>();
    for (let i = 0; i < runs.length; i += 2) {
      for (let index = runs[i] as number; index < (runs[i + 1] as number); index++) {
        for (const position of all[index]?.machine ?? []) positions.add(position);
      }
    }
    let opened = classes;
    for (const position of positions) opened = sets.union(opened, this.#onMachine.get(position) ?? sets.none);
    return opened;
  }

  #machines(): Map<Position, ClassSet> {
    const { classes, sets } = this.#universe;
    const runs = new Map<Position, number[]>();
    for (const { index, machine } of classes) {
      for (const position of machine) {
        const own = runs.get(position);
        if (own) appendClass(own, index);
        else runs.set(position, [index, index + 1]);
      }
    }
    return new Map([...runs].map(([position, own]) => [position, sets.of(own)]));
  }
}
