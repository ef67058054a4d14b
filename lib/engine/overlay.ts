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
}

/** The last edit of each policy; absent value = deleted. */
export function netEdits(edits: readonly PolicyEdit[]): Map<PolicyId, CompiledPolicy | undefined> {
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

export function overlayEdits(base: Compiled, edits: readonly PolicyEdit[]): Overlay {
  const net = netEdits(edits);
  const edited = new Set(net.keys());
  const order = new Map<PolicyId, number>();
  for (const id of edited) if (!base.policies.has(id)) order.set(id, base.policies.size + order.size);
  const ingress = overlayGates(base, 'ingress', net, order);
  const egress = overlayGates(base, 'egress', net, order);
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
}

function overlayGates(
  base: Compiled,
  direction: Direction,
  net: ReadonlyMap<PolicyId, CompiledPolicy | undefined>,
  order: ReadonlyMap<PolicyId, number>,
): DirectionOverlay {
  const { resolver, universe, gates } = base;
  const old = gates[direction];
  const selected = (policy: CompiledPolicy | undefined) =>
    policy?.isolates[direction] ? resolver.subjects(policy) : universe.sets.none;
  const incoming = [...net.values()].flatMap((policy) => (policy?.isolates[direction] ? [policy] : []));
  let affected = universe.sets.none;
  for (const [id, policy] of net) {
    affected = universe.sets.union(affected, universe.sets.union(selected(policy), selected(base.policies.get(id))));
  }
  if (affected === universe.sets.none) return { gates: old, changes: [], affected };
  const subjects = incoming.map((policy) => ({ policy, classes: resolver.subjects(policy) }));
  const parts = new Map<string, { policies: CompiledPolicy[]; classes: number[]; before: Group; example: PodClass }>();
  forEachClass(affected, (index) => {
    const before = old.groupOf(index);
    const example = universe.classes[index] as PodClass;
    const selecting = subjects.filter(({ classes }) => universe.sets.has(classes, index)).map(({ policy }) => policy);
    const key = `${before.index}|${selecting.map(({ id }) => id).join()}|${direction === 'ingress' ? example.namedPortsKey : 0}`;
    const part = parts.get(key);
    if (part) part.classes.push(index);
    else parts.set(key, { policies: inOrder(before, selecting, net, base, order), classes: [index], before, example });
  });
  const moved = new Map<number, Group>();
  const built = new Map<string, Group>();
  /** What gates say hangs on their policies alone: worked out once, however many groups come to have them. */
  const build = (policies: readonly CompiledPolicy[], example: PodClass, classes: readonly number[]): Group => {
    const named = direction === 'ingress' ? example.namedPortsKey : 0;
    const key = `${policies.map(({ id }) => id).join()}|${example.planes}|${named}`;
    const known = built.get(key) ?? buildGroup(-1, direction, policies, example, classes, resolver);
    built.set(key, known);
    return { ...known, classes };
  };
  const changes = [...parts.values()].map(({ policies, classes, before, example }): Change => {
    const after = build(policies, example, classes);
    for (const index of classes) moved.set(index, after);
    return { before, after };
  });
  const all = () => [
    ...old.groups.map((group) => regroup(group, affected, universe.sets)),
    ...changes.map(({ after }) => after),
  ];
  let groups: readonly Group[] | undefined;
  return {
    gates: {
      groupOf: (index) => moved.get(index) ?? old.groupOf(index),
      get groups() {
        groups ??= all();
        return groups;
      },
    },
    changes,
    affected,
  };
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
  net: ReadonlyMap<PolicyId, CompiledPolicy | undefined>,
  base: Compiled,
  order: ReadonlyMap<PolicyId, number>,
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
