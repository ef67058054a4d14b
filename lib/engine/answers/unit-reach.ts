/**
 * What the pods of one unit (a pod, a workload) may reach, found by crossing what their egress gates admit with the
 * columns of ingress gates that admit them: the work is as large as the answer, not as the number of pairs.
 */

import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { ClassSet } from '../sets/class-set.ts';
import type { PortSet } from '../sets/port-set.ts';
import { forEachCommonRun, runsOf } from '../sets/runs.ts';

export interface PairPorts {
  readonly ports: PortSet;
  /** Not every pair of their pods has exactly these ports. */
  readonly partial: boolean;
}

export interface UnitReached extends PairPorts {
  readonly to: number;
}

/** Units by the classes of their pods; those with pods that use their machine's network have none here. */
export class UnitReach {
  readonly #compiled: Compiled;
  readonly #classCounts: readonly number[];
  /** Units of each class, in rising order. */
  readonly #unitsOf: number[][];
  /** For a class of one unit, the first class after it that is not of this unit alone. */
  readonly #stretchEnd: Int32Array;
  /** While one source is asked about: of each unit, what was found so far. */
  readonly #ports: (PortSet | undefined)[];
  readonly #differ: Uint8Array;
  readonly #pairs: Float64Array;

  constructor(compiled: Compiled, classesOfUnits: readonly (readonly number[])[]) {
    this.#compiled = compiled;
    this.#classCounts = classesOfUnits.map(({ length }) => length);
    const count = compiled.universe.classes.length;
    this.#unitsOf = Array.from({ length: count }, () => []);
    classesOfUnits.forEach((classes, unit) => {
      for (const index of classes) this.#unitsOf[index]?.push(unit);
    });
    this.#stretchEnd = stretchEnds(this.#unitsOf);
    this.#ports = new Array(classesOfUnits.length);
    this.#differ = new Uint8Array(classesOfUnits.length);
    this.#pairs = new Float64Array(classesOfUnits.length);
  }

  /** Units reached by pods of these classes, in rising order; the source's own unit may be among them. */
  from(classes: readonly number[]): readonly UnitReached[] {
    const touched: number[] = [];
    const { gates, universe, ports } = this.#compiled;
    const columns = this.#compiled.columns('ingress');
    for (const [group, own] of byGroup(classes, gates.egress.groupOf)) {
      const members = universe.sets.of(runsOf(own));
      for (const column of columns.meeting(members)) {
        const sources = countCommon(members, column.peers);
        for (const factor of group.factors) {
          const open = ports.intersect(factor.ports, column.ports);
          if (open === ports.none) continue;
          const flat = ports.flat(open);
          forEachCommonRun(factor.peers.runs, column.members.runs, (start, end) =>
            this.#add(start, end, flat, sources, touched),
          );
        }
      }
    }
    return this.#collect(touched, classes.length);
  }

  #add(start: number, end: number, open: PortSet, sources: number, touched: number[]): void {
    for (let index = start; index < end; ) {
      const units = this.#unitsOf[index] as number[];
      const next = Math.min(end, this.#stretchEnd[index] as number);
      for (const unit of units) this.#addTo(unit, open, sources * (next - index), touched);
      index = next;
    }
  }

  #addTo(unit: number, open: PortSet, pairs: number, touched: number[]): void {
    const known = this.#ports[unit];
    if (known === undefined) {
      touched.push(unit);
      this.#ports[unit] = open;
      this.#differ[unit] = 0;
      this.#pairs[unit] = pairs;
      return;
    }
    (this.#pairs[unit] as number) += pairs;
    if (known === open) return;
    this.#differ[unit] = 1;
    this.#ports[unit] = this.#compiled.ports.union(known, open);
  }

  #collect(touched: readonly number[], sources: number): readonly UnitReached[] {
    return Array.from(Int32Array.from(touched).sort(), (to): UnitReached => {
      const ports = this.#ports[to] ?? this.#compiled.ports.none;
      this.#ports[to] = undefined;
      const all = this.#pairs[to] === sources * (this.#classCounts[to] ?? 0);
      return { to, ports, partial: this.#differ[to] === 1 || !all };
    });
  }
}

function stretchEnds(unitsOf: readonly (readonly number[])[]): Int32Array {
  const ends = new Int32Array(unitsOf.length);
  for (let index = unitsOf.length - 1; index >= 0; index--) {
    const [own, next] = [unitsOf[index], unitsOf[index + 1]];
    const joins = own?.length === 1 && next?.length === 1 && own[0] === next[0];
    ends[index] = joins ? (ends[index + 1] as number) : index + 1;
  }
  return ends;
}

function byGroup(classes: readonly number[], groupOf: (index: number) => Group): Map<Group, number[]> {
  const groups = new Map<Group, number[]>();
  for (const index of [...classes].sort((a, b) => a - b)) {
    const group = groupOf(index);
    const own = groups.get(group);
    if (own) own.push(index);
    else groups.set(group, [index]);
  }
  return groups;
}

function countCommon(a: ClassSet, b: ClassSet): number {
  let count = 0;
  forEachCommonRun(a.runs, b.runs, (start, end) => {
    count += end - start;
  });
  return count;
}
