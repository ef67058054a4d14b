/** Sets of classes as sets of pods, each made once. */

import { declaredPorts } from '../answers/workloads.ts';
import type { Universe } from '../classes/universe.ts';
import type { ContainerPort, Pod } from '../model/objects.ts';
import { type ClassSet, forEachClass } from '../sets/class-set.ts';
import type { PodSet } from './inspection.ts';

export class PodSets {
  readonly #universe: Universe;
  readonly #known = new Map<ClassSet, PodSet>();

  constructor(universe: Universe) {
    this.#universe = universe;
  }

  of(classes: ClassSet): PodSet {
    const known = this.#known.get(classes) ?? new ClassPods(this.#universe, classes);
    this.#known.set(classes, known);
    return known;
  }
}

class ClassPods implements PodSet {
  readonly #universe: Universe;
  readonly #classes: ClassSet;
  #pods: readonly Pod[] | undefined;
  #ports: readonly ContainerPort[] | undefined;

  constructor(universe: Universe, classes: ClassSet) {
    this.#universe = universe;
    this.#classes = classes;
  }

  get isEmpty(): boolean {
    return this.#classes.pods === 0;
  }

  get size(): number {
    return this.#classes.pods;
  }

  get pods(): readonly Pod[] {
    if (!this.#pods) {
      const pods: Pod[] = [];
      forEachClass(this.#classes, (index) => {
        for (const pod of this.#universe.podsOf(index)) pods.push(pod);
      });
      this.#pods = pods;
    }
    return this.#pods;
  }

  get ports(): readonly ContainerPort[] {
    this.#ports ??= declaredPorts(this.pods);
    return this.#ports;
  }
}
