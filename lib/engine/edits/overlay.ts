/**
 * The gates after some policy edits, over the same classes: only the classes that an edited policy selects, before or
 * after, get new groups; all else is shared. Nothing of the base is changed.
 */

import { blocksOf, perPodKeysIn } from '../classes/universe.ts';
import { buildColumns, type Columns } from '../gates/columns.ts';
import { type Compiled, layersWith, otherLayers } from '../gates/compiled.ts';
import type { PolicyId } from '../model/ids.ts';
import type { Direction, Snapshot } from '../model/objects.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import type { ClassSet } from '../sets/class-set.ts';
import { WorkBudget } from '../sets/work-budget.ts';
import { editGates, type GateChange } from './edited-gates.ts';
import { editedPolicies, type NetEdits } from './net-edits.ts';

export interface Overlay {
  readonly base: Compiled;
  readonly after: Compiled;
  readonly edited: ReadonlySet<PolicyId>;
  readonly changes: Readonly<Record<Direction, readonly GateChange[]>>;
  /** Classes in some change. */
  readonly affected: Readonly<Record<Direction, ClassSet>>;
  /** False where the work was stopped. */
  readonly complete: boolean;
}

/** Whether the classes of a compiled snapshot are fine enough to judge some policies. */
export function canJudge({ universe }: Compiled, policies: readonly CompiledPolicy[]): boolean {
  return (
    blocksOf(policies).every((block) => universe.coverBlock(block)) &&
    [...perPodKeysIn(policies)].every((key) => universe.namedKeys.has(key))
  );
}

/**
 * `budget` may end while the work goes on; classes not yet looked at then stay as they are, and the overlay is not
 * complete.
 */
export function overlayEdits(base: Compiled, net: NetEdits, budget = new WorkBudget()): Overlay {
  const edited = new Set(net.keys());
  const order = new Map<PolicyId, number>();
  for (const id of edited) if (!base.policies.has(id)) order.set(id, base.policies.size + order.size);
  const ingress = editGates({ base, net, order, budget }, 'ingress');
  const egress = editGates({ base, net, order, budget }, 'egress');
  const gates = { ingress: ingress.gates, egress: egress.gates };
  return {
    base,
    after: new CompiledAfter(base, net, gates),
    edited,
    changes: { ingress: ingress.changes, egress: egress.changes },
    affected: { ingress: ingress.affected, egress: egress.affected },
    complete: !budget.stopped,
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
  #layers: Compiled['layers'] | undefined;
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

  get layers(): Compiled['layers'] {
    this.#layers ??= layersWith(otherLayers(this.#base.layers), this.policies);
    return this.#layers;
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
