/**
 * The gates after some policy edits, over the same classes: only the classes that an edited policy selects, before or
 * after, get new groups; all else is shared. Nothing of the base is changed.
 */

import { appendClass, type ClassSet } from './class-set.ts';
import { buildColumns, type Columns } from './columns.ts';
import { type CompiledPolicy, compilePolicy } from './compile-policy.ts';
import type { Compiled } from './compiled.ts';
import { buildGroup, type DirectionGroups, type Group } from './groups.ts';
import { Interner } from './interner.ts';
import type { PolicyId } from './network-policy.ts';
import { policyId } from './network-policy.ts';
import type { Direction, Snapshot } from './objects.ts';
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

/** The last edit of each policy; absent value = deleted. */
function netEdits(edits: readonly PolicyEdit[]): Map<PolicyId, CompiledPolicy | undefined> {
  return new Map(
    edits.map((edit) =>
      edit.action === 'put' ? [policyId(edit.policy), compilePolicy(edit.policy)] : [edit.id, undefined],
    ),
  );
}

/** Whether the classes of a compiled snapshot are fine enough to judge some policies. */
export function canJudge({ universe }: Compiled, policies: readonly CompiledPolicy[]): boolean {
  return (
    blocksOf(policies).every((block) => universe.coverBlock(block)) &&
    [...perPodKeysIn(policies)].every((key) => universe.namedKeys.has(key))
  );
}

/** `goOn` may stop the work; classes not yet looked at then stay as they are, and the overlay is not complete. */
export function overlayEdits(base: Compiled, edits: readonly PolicyEdit[], goOn: () => boolean = () => true): Overlay {
  const net = netEdits(edits);
  const edited = new Set(net.keys());
  const order = new Map<PolicyId, number>();
  for (const id of edited) if (!base.policies.has(id)) order.set(id, base.policies.size + order.size);
  const ingress = overlayGates({ base, net, order, goOn }, 'ingress');
  const egress = overlayGates({ base, net, order, goOn }, 'egress');
  const gates = { ingress: ingress.gates, egress: egress.gates };
  const kept: Partial<Record<Direction, Columns>> = {};
  let policies: Compiled['policies'] | undefined;
  let snapshot: Snapshot | undefined;
  const after: Compiled = {
    ...base,
    gates,
    get policies() {
      policies ??= editedPolicies(base, net);
      return policies;
    },
    get snapshot() {
      snapshot ??= { ...base.snapshot, policies: [...this.policies.values()].map(({ policy }) => policy) };
      return snapshot;
    },
    columns(direction) {
      kept[direction] ??= buildColumns(base.universe, base.pools, gates[direction].groups);
      return kept[direction];
    },
  };
  return {
    base,
    after,
    edited,
    changes: { ingress: ingress.changes, egress: egress.changes },
    affected: { ingress: ingress.affected, egress: egress.affected },
    complete: ingress.complete && egress.complete,
  };
}

function editedPolicies(base: Compiled, net: ReadonlyMap<PolicyId, CompiledPolicy | undefined>): Compiled['policies'] {
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
  readonly complete: boolean;
}

interface NetEdits {
  readonly base: Compiled;
  readonly net: ReadonlyMap<PolicyId, CompiledPolicy | undefined>;
  /** Where new policies stand, after those there are. */
  readonly order: ReadonlyMap<PolicyId, number>;
  readonly goOn: () => boolean;
}

/** Classes of one old group that the same edited policies come to select. */
interface Part {
  readonly before: Group;
  readonly policies: readonly CompiledPolicy[];
  readonly example: PodClass;
  readonly classes: number[];
}

function overlayGates(edits: NetEdits, direction: Direction): DirectionOverlay {
  const { base, net } = edits;
  const { resolver, universe, gates } = base;
  const old = gates[direction];
  const selected = (policy: CompiledPolicy | undefined) =>
    policy?.isolates[direction] ? resolver.subjects(policy) : universe.sets.none;
  let affected = universe.sets.none;
  for (const [id, policy] of net) {
    affected = universe.sets.union(affected, universe.sets.union(selected(policy), selected(base.policies.get(id))));
  }
  if (affected === universe.sets.none) return { gates: old, changes: [], affected, complete: true };
  const { parts, stoppedAt } = partsOf(edits, direction, affected);
  if (stoppedAt >= 0) affected = universe.sets.intersect(affected, universe.sets.of([0, stoppedAt]));
  const { changes, moved } = changesOf(base, direction, parts);
  let groups: readonly Group[] | undefined;
  return {
    gates: {
      groupOf: (index) => moved.get(index) ?? old.groupOf(index),
      get groups() {
        groups ??= [
          ...old.groups.map((group) => regroup(group, affected, universe.sets)),
          ...changes.map(({ after }) => after),
        ];
        return groups;
      },
    },
    changes,
    affected,
    complete: stoppedAt < 0,
  };
}

/** So many classes are looked at between two questions whether to go on. */
const STRIDE = 2_048;

/** `stoppedAt`: the first class that was not looked at, or -1. */
function partsOf(edits: NetEdits, direction: Direction, affected: ClassSet): { parts: Part[]; stoppedAt: number } {
  const { base, net, goOn } = edits;
  const { resolver, universe, gates } = base;
  const incoming = [...net.values()].flatMap((policy) => (policy?.isolates[direction] ? [policy] : []));
  const subjects = incoming.map((policy) => resolver.subjects(policy));
  const keys = new Interner();
  const parts = new Map<number, Part>();
  let seen = 0;
  const { runs } = affected;
  for (let i = 0; i < runs.length; i += 2) {
    for (let index = runs[i] as number; index < (runs[i + 1] as number); index++) {
      if (++seen % STRIDE === 0 && !goOn()) return { parts: [...parts.values()], stoppedAt: index };
      const before = gates[direction].groupOf(index);
      const example = universe.classes[index] as PodClass;
      let key = keys.pair(before.index, direction === 'ingress' ? example.namedPortsKey : 0);
      for (const classes of subjects) key = keys.pair(key, universe.sets.has(classes, index) ? 1 : 0);
      const part = parts.get(key);
      if (part) part.classes.push(index);
      else {
        const selecting = incoming.filter((_, at) => universe.sets.has(subjects[at] as ClassSet, index));
        parts.set(key, { policies: inOrder(before, selecting, edits), classes: [index], before, example });
      }
    }
  }
  return { parts: [...parts.values()], stoppedAt: -1 };
}

function changesOf(base: Compiled, direction: Direction, parts: readonly Part[]) {
  const moved = new Map<number, Group>();
  const built = new Map<string, Group>();
  /** What a gate says hangs on its policies alone: worked out once, however many groups come to have them. */
  const build = ({ policies, example, classes }: Part): Group => {
    const named = direction === 'ingress' ? example.namedPortsKey : 0;
    const key = `${policies.map(({ id }) => id).join()}|${example.planes}|${named}`;
    const known = built.get(key) ?? buildGroup(-1, direction, policies, example, classes, base.resolver);
    built.set(key, known);
    return { ...known, classes };
  };
  const changes = parts.map((part): Change => {
    const after = build(part);
    for (const index of part.classes) moved.set(index, after);
    return { before: part.before, after };
  });
  return { changes, moved };
}

/** A group less the classes that now belong to another. */
function regroup(group: Group, affected: ClassSet, sets: Compiled['universe']['sets']): Group {
  const left = group.classes.filter((index) => !sets.has(affected, index));
  return left.length === group.classes.length ? group : { ...group, classes: left };
}

/** The policies that isolate a class after the edits, in the order of the snapshot they make. */
function inOrder(
  before: Group,
  selecting: readonly CompiledPolicy[],
  { base, net, order }: NetEdits,
): CompiledPolicy[] {
  const kept = before.policies.filter(({ id }) => !net.has(id));
  if (selecting.length === 0) return kept;
  const all = [...kept, ...selecting];
  if (selecting.every(({ id }) => order.has(id))) return all;
  const place = (id: PolicyId) => order.get(id) ?? base.orderOf(id);
  return all.sort((a, b) => place(a.id) - place(b.id));
}

/** Sorted numbers as a set. */
export function setOfClasses(sorted: readonly number[], { universe }: Compiled): ClassSet {
  const runs: number[] = [];
  for (const index of sorted) appendClass(runs, index);
  return universe.sets.of(runs);
}
