/**
 * The gates of one direction after edits: the classes that an edited policy selects, before or after, are parted by the
 * group they were in and the edited policies that come to select them; each part gets a group of its own.
 */

import type { PodClass } from '../classes/pod-classes.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { DirectionGroups, Group } from '../gates/groups.ts';
import type { PolicyId } from '../model/ids.ts';
import type { Direction } from '../model/objects.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import { appendClass, type ClassSet, type ClassSets, forEachClass } from '../sets/class-set.ts';
import type { WorkBudget } from '../sets/work-budget.ts';
import type { NetEdits } from './net-edits.ts';

/** Classes whose gate may change, all alike: the same groups before and after. */
export interface GateChange {
  readonly before: Group;
  readonly after: Group;
}

/** The gates of one direction as they come to be. */
export interface EditedGates {
  readonly gates: DirectionGroups;
  readonly changes: readonly GateChange[];
  /** Classes that an edited policy selects, before or after. */
  readonly affected: ClassSet;
}

export interface Editing {
  readonly base: Compiled;
  readonly net: NetEdits;
  /** Where new policies stand, after those there are. */
  readonly order: ReadonlyMap<PolicyId, number>;
  readonly budget: WorkBudget;
}

/** Classes of one old group that the same edited policies come to select. */
interface Part {
  readonly before: Group;
  readonly selecting: readonly CompiledPolicy[];
  readonly example: PodClass;
  readonly runs: number[];
}

/** When `budget` is out, classes not yet looked at stay as they are. */
export function editGates(edits: Editing, direction: Direction): EditedGates {
  const { base, net } = edits;
  const { sets } = base.universe;
  const old = base.gates[direction];
  const selected: ClassSet[] = [];
  for (const [id, policy] of net) {
    for (const one of [policy, base.policies.get(id)]) {
      if (one?.isolates[direction]) selected.push(base.resolver.subjects(one));
    }
  }
  const affected = sets.unionOf(selected);
  if (affected === sets.none) return { gates: old, changes: [], affected };
  const changes = changesOf(edits, partsOf(edits, direction, affected));
  return { gates: new EditedGroups(base, old, changes, affected), changes, affected };
}

/** The groups of before, less the affected classes, and those that changed; what only some ask for comes when asked. */
class EditedGroups implements DirectionGroups {
  readonly #base: Compiled;
  readonly #old: DirectionGroups;
  readonly #changes: readonly GateChange[];
  readonly #affected: ClassSet;
  #moved: Map<number, Group> | undefined;
  #groups: readonly Group[] | undefined;

  constructor(base: Compiled, old: DirectionGroups, changes: readonly GateChange[], affected: ClassSet) {
    this.#base = base;
    this.#old = old;
    this.#changes = changes;
    this.#affected = affected;
  }

  get groups(): readonly Group[] {
    const { sets } = this.#base.universe;
    const left = (group: Group) => group.of(sets.subtract(group.classes, this.#affected));
    this.#groups ??= [...this.#old.groups.map(left), ...this.#changes.map(({ after }) => after)];
    return this.#groups;
  }

  readonly groupOf = (index: number): Group => {
    this.#moved ??= byClass(this.#changes);
    return this.#moved.get(index) ?? this.#old.groupOf(index);
  };
}

function byClass(changes: readonly GateChange[]): Map<number, Group> {
  const moved = new Map<number, Group>();
  for (const { after } of changes) forEachClass(after.classes, (index) => moved.set(index, after));
  return moved;
}

/** The affected classes, parted by the edited policies that come to select them, then by the group they were in. */
function partsOf(edits: Editing, direction: Direction, affected: ClassSet): Part[] {
  const { gates, universe } = edits.base;
  const { groupOf } = gates[direction];
  const parts: Part[] = [];
  for (const { classes, selecting } of regionsOf(edits, direction, affected)) {
    const found = new Map<number, Part>();
    let last: Part | undefined;
    let lastKey = Number.NaN;
    for (let i = 0; i < classes.runs.length; i += 2) {
      for (let index = classes.runs[i] as number; index < (classes.runs[i + 1] as number); index++) {
        if (edits.budget.exhausted(STEP)) return parts;
        const before = groupOf(index);
        const key = partKey(before, direction, universe.classes, index);
        if (key !== lastKey) last = found.get(key);
        lastKey = key;
        if (last) appendClass(last.runs, index);
        else {
          const example = universe.classes[index] as PodClass;
          last = { before, selecting, example, runs: [index, index + 1] };
          found.set(key, last);
        }
      }
    }
    for (const part of found.values()) parts.push(part);
  }
  return parts;
}

/** What part of a small step it costs to look up a class. */
const STEP = 0.1;

function partKey(before: Group, direction: Direction, classes: readonly PodClass[], index: number): number {
  // Classes behind an open gate may differ in what port names mean on them.
  if (direction === 'egress' || !before.isOpen) return before.index;
  const { namedPortsKey, planes } = classes[index] as PodClass;
  return -1 - (8 * namedPortsKey + planes);
}

interface Region {
  readonly classes: ClassSet;
  readonly selecting: readonly CompiledPolicy[];
}

function regionsOf({ base, net }: Editing, direction: Direction, affected: ClassSet): readonly Region[] {
  const { sets, ofNamespace } = base.universe;
  // Rule 1: a policy selects pods of its own namespace, so each namespace is parted by itself.
  const byNamespace = new Map<string, CompiledPolicy[]>();
  for (const [id, policy] of net) {
    const namespace = policy?.namespace ?? base.policies.get(id)?.namespace ?? '';
    const own = byNamespace.get(namespace) ?? [];
    if (policy?.isolates[direction]) own.push(policy);
    byNamespace.set(namespace, own);
  }
  return [...byNamespace].flatMap(([namespace, policies]) => {
    const classes = sets.intersect(affected, ofNamespace.get(namespace) ?? sets.none);
    let regions: readonly Region[] = classes === sets.none ? [] : [{ classes, selecting: [] }];
    for (const policy of policies) {
      const subjects = base.resolver.subjects(policy);
      regions = regions.flatMap((region) => splitRegion(region, subjects, policy, sets));
    }
    return regions;
  });
}

function splitRegion(region: Region, subjects: ClassSet, policy: CompiledPolicy, sets: ClassSets): Region[] {
  const { classes, selecting } = region;
  const inside = sets.intersect(classes, subjects);
  if (inside === sets.none) return [region];
  const selected = { classes: inside, selecting: [...selecting, policy] };
  return inside === classes ? [selected] : [selected, { classes: sets.subtract(classes, inside), selecting }];
}

function changesOf(edits: Editing, parts: readonly Part[]): GateChange[] {
  const { universe } = edits.base;
  const changes: GateChange[] = [];
  for (const { before, selecting, example, runs } of parts) {
    if (edits.budget.exhausted()) break;
    const left = before.policies.some(({ id }) => edits.net.has(id));
    const kept = left ? before.policies.filter(({ id }) => !edits.net.has(id)) : before.policies;
    const policies = inOrder(kept, selecting, edits);
    const behind = { example, classes: universe.sets.of(runs) };
    const added = left || kept.length === 0 ? undefined : selecting;
    changes.push({ before, after: before.withPolicies(behind, policies, added) });
  }
  return changes;
}

/** The policies that isolate a class after the edits, in the order of the snapshot they make. */
function inOrder(
  kept: readonly CompiledPolicy[],
  selecting: readonly CompiledPolicy[],
  { base, order }: Editing,
): readonly CompiledPolicy[] {
  if (selecting.length === 0) return kept;
  const all = [...kept];
  const place = (id: PolicyId) => order.get(id) ?? base.orderOf(id);
  for (const policy of selecting) {
    const own = place(policy.id);
    let at = all.length;
    if (!order.has(policy.id)) while (at > 0 && place((all[at - 1] as CompiledPolicy).id) > own) at--;
    all.splice(at, 0, policy);
  }
  return all;
}
