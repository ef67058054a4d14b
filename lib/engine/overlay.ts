/**
 * The gates after some policy edits, over the same classes: only the classes that an edited policy selects, before or
 * after, get new groups; all else is shared. Nothing of the base is changed.
 */

import { appendClass, type ClassSet, forEachClass } from './class-set.ts';
import { buildColumns, type Columns } from './columns.ts';
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
import type { Compiled } from './compiled.ts';
import { buildGroup, type DirectionGroups, type Group } from './groups.ts';
import type { PolicyId } from './network-policy.ts';
import { policyId } from './network-policy.ts';
import type { Direction, Snapshot } from './objects.ts';
import { Patience } from './patience.ts';
import type { PodClass } from './pod-classes.ts';
import type { PolicyEdit } from './reachability-diff.ts';
import { blocksOf, perPodKeysIn } from './universe.ts';

/** Classes whose gate may change, all alike: the same groups before and after. */
export interface Change {
  readonly before: Group;
  readonly after: Group;
}

export interface Overlay {
  readonly base: Compiled;
  readonly after: Compiled;
  readonly edited: ReadonlySet<PolicyId>;
  readonly changes: Readonly<Record<Direction, readonly Change[]>>;
  /** Classes in some change. */
  readonly affected: Readonly<Record<Direction, ClassSet>>;
  /** False where the work was stopped. */
  readonly complete: boolean;
}

/** The last edit of each policy, compiled; absent value = deleted. */
export type NetEdits = ReadonlyMap<PolicyId, CompiledPolicy | undefined>;

export function netEdits(edits: readonly PolicyEdit[]): NetEdits {
  const net = new Map<PolicyId, CompiledPolicy | undefined>();
  for (const edit of edits) {
    if (edit.action === 'delete') net.set(edit.id, undefined);
    else net.set(policyId(edit.policy), compilePolicy(edit.policy));
  }
  return net;
}

/** Whether the classes of a compiled snapshot are fine enough to judge some policies. */
export function canJudge({ universe }: Compiled, policies: readonly CompiledPolicy[]): boolean {
  return (
    blocksOf(policies).every((block) => universe.coverBlock(block)) &&
    [...perPodKeysIn(policies)].every((key) => universe.namedKeys.has(key))
  );
}

/**
 * `patience` may end while the work goes on; classes not yet looked at then stay as they are, and the overlay is not
 * complete.
 */
export function overlayEdits(base: Compiled, net: NetEdits, patience = new Patience()): Overlay {
  const edited = new Set(net.keys());
  const order = new Map<PolicyId, number>();
  for (const id of edited) if (!base.policies.has(id)) order.set(id, base.policies.size + order.size);
  const ingress = overlayGates({ base, net, order, patience }, 'ingress');
  const egress = overlayGates({ base, net, order, patience }, 'egress');
  const gates = { ingress: ingress.gates, egress: egress.gates };
  return {
    base,
    after: new CompiledAfter(base, net, gates),
    edited,
    changes: { ingress: ingress.changes, egress: egress.changes },
    affected: { ingress: ingress.affected, egress: egress.affected },
    complete: !patience.stopped,
  };
}

/** A compiled snapshot as it would be after the edits; what only some ask for is worked out when asked. */
class CompiledAfter implements Compiled {
  readonly profile: Compiled['profile'];
  readonly universe: Compiled['universe'];
  readonly ports: Compiled['ports'];
  readonly pools: Compiled['pools'];
  readonly resolver: Compiled['resolver'];
  readonly gates: Compiled['gates'];
  readonly #base: Compiled;
  readonly #net: NetEdits;
  #policies: Compiled['policies'] | undefined;
  #snapshot: Snapshot | undefined;
  #columns: Partial<Record<Direction, Columns>> = {};

  constructor(base: Compiled, net: NetEdits, gates: Compiled['gates']) {
    this.profile = base.profile;
    this.universe = base.universe;
    this.ports = base.ports;
    this.pools = base.pools;
    this.resolver = base.resolver;
    this.gates = gates;
    this.#base = base;
    this.#net = net;
  }

  get policies(): Compiled['policies'] {
    this.#policies ??= editedPolicies(this.#base, this.#net);
    return this.#policies;
  }

  get snapshot(): Snapshot {
    const policies = () => [...this.policies.values()].map(({ policy }) => policy);
    this.#snapshot ??= { ...this.#base.snapshot, policies: policies() };
    return this.#snapshot;
  }

  orderOf(id: PolicyId): number {
    return this.#base.orderOf(id);
  }

  columns(direction: Direction): Columns {
    this.#columns[direction] ??= buildColumns(this.universe, this.pools, this.gates[direction].groups);
    return this.#columns[direction];
  }
}

function editedPolicies(base: Compiled, net: NetEdits): Compiled['policies'] {
  const policies = new Map(base.policies);
  for (const [id, policy] of net) {
    if (policy) policies.set(id, policy);
    else policies.delete(id);
  }
  return policies;
}

interface DirectionOverlay {
  readonly gates: DirectionGroups;
  readonly changes: readonly Change[];
  readonly affected: ClassSet;
}

interface Editing {
  readonly base: Compiled;
  readonly net: NetEdits;
  /** Where new policies stand, after those there are. */
  readonly order: ReadonlyMap<PolicyId, number>;
  readonly patience: Patience;
}

/** Classes of one old group that the same edited policies come to select. */
interface Part {
  readonly before: Group;
  readonly selecting: readonly CompiledPolicy[];
  readonly example: PodClass;
  readonly runs: number[];
}

function overlayGates(edits: Editing, direction: Direction): DirectionOverlay {
  const { base, net } = edits;
  const { sets } = base.universe;
  const old = base.gates[direction];
  let affected = sets.none;
  for (const [id, policy] of net) {
    for (const one of [policy, base.policies.get(id)]) {
      if (one?.isolates[direction]) affected = sets.union(affected, base.resolver.subjects(one));
    }
  }
  if (affected === sets.none) return { gates: old, changes: [], affected };
  const changes = changesOf(edits, direction, partsOf(edits, direction, affected));
  return { gates: new OverlaidGroups(base, old, changes, affected), changes, affected };
}

/** The groups of before, less the affected classes, and those that changed; what only some ask for comes when asked. */
class OverlaidGroups implements DirectionGroups {
  readonly #base: Compiled;
  readonly #old: DirectionGroups;
  readonly #changes: readonly Change[];
  readonly #affected: ClassSet;
  #moved: Map<number, Group> | undefined;
  #groups: readonly Group[] | undefined;

  constructor(base: Compiled, old: DirectionGroups, changes: readonly Change[], affected: ClassSet) {
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

function byClass(changes: readonly Change[]): Map<number, Group> {
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
        if (edits.patience.isOut(STEP)) return parts;
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
  // Classes that were not isolated so far may differ in what port names mean on them.
  if (direction === 'egress' || before.policies.length > 0) return before.index;
  const { namedPortsKey, planes } = classes[index] as PodClass;
  return -1 - (8 * namedPortsKey + planes);
}

interface Region {
  readonly classes: ClassSet;
  readonly selecting: readonly CompiledPolicy[];
}

function regionsOf({ base, net }: Editing, direction: Direction, affected: ClassSet): readonly Region[] {
  const { sets } = base.universe;
  let regions: readonly Region[] = [{ classes: affected, selecting: [] }];
  for (const policy of net.values()) {
    if (!policy?.isolates[direction]) continue;
    const subjects = base.resolver.subjects(policy);
    regions = regions.flatMap(({ classes, selecting }) => {
      const inside = { classes: sets.intersect(classes, subjects), selecting: [...selecting, policy] };
      const outside = { classes: sets.subtract(classes, subjects), selecting };
      return [inside, outside].filter((region) => region.classes !== sets.none);
    });
  }
  return regions;
}

function changesOf(edits: Editing, direction: Direction, parts: readonly Part[]): Change[] {
  const { resolver, universe } = edits.base;
  const changes: Change[] = [];
  for (const { before, selecting, example, runs } of parts) {
    if (edits.patience.isOut()) break;
    const left = before.policies.some(({ id }) => edits.net.has(id));
    const kept = left ? before.policies.filter(({ id }) => !edits.net.has(id)) : before.policies;
    const policies = inOrder(kept, selecting, edits);
    const traits = { direction, policies, example, classes: universe.sets.of(runs), resolver };
    const from = left || kept.length === 0 ? undefined : { known: before, added: selecting };
    changes.push({ before, after: buildGroup(-1, traits, from) });
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
  const all = [...kept, ...selecting];
  if (selecting.every(({ id }) => order.has(id))) return all;
  const place = (id: PolicyId) => order.get(id) ?? base.orderOf(id);
  return all.sort((a, b) => place(a.id) - place(b.id));
}
