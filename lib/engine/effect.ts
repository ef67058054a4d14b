/** The effect of edits on pairs of pods, as plain data: counts, and rectangles with the rule that caused each. */

import { forEachClass } from './class-set.ts';
import type { Compiled } from './compiled.ts';
import type { ConnectionSet } from './connection-set.ts';
import type { Group } from './groups.ts';
import type { PolicyId } from './network-policy.ts';
import type { Direction, WorkloadId } from './objects.ts';
import { workloadId } from './objects.ts';
import type { Preview } from './preview.ts';
import type { RuleRef } from './reachability.ts';
import type { Rectangle } from './rectangle.ts';

export interface EffectRectangle {
  readonly change: 'gained' | 'lost';
  /** The gate that changed: ingress of the destinations, or egress of the sources. */
  readonly direction: Direction;
  readonly ports: ConnectionSet;
  /** Pairs of pods in it (a pod with itself counted, where both sides hold it). */
  readonly pairs: number;
  /** Rules that admit what is gained, or admitted what is lost; none where the gate is, or was, open to all. */
  readonly rules: readonly RuleRef[];
  /** For a loss: the edited policies that isolate the gate. */
  readonly isolatedBy: readonly PolicyId[];
  /** Worked out on demand: only what is on the screen need be. */
  sources(): WorkloadId[];
  destinations(): WorkloadId[];
}

/** INVARIANT: tuples after = tuples before + gained - lost; likewise pairs. */
export interface Effect {
  readonly gained: { readonly pairs: number; readonly tuples: bigint };
  readonly lost: { readonly pairs: number; readonly tuples: bigint };
  /** Worked out when first asked. */
  readonly rectangles: readonly EffectRectangle[];
  /** False where the work was stopped: counts are then lower bounds. */
  readonly complete: boolean;
}

export function toEffect({ overlay, gained, lost, rectangles, complete }: Preview): Effect {
  let kept: EffectRectangle[] | undefined;
  return {
    gained,
    lost,
    complete,
    get rectangles() {
      kept ??= Array.from(rectangles(), (rectangle) => toRectangle(overlay.base, overlay.edited, rectangle));
      return kept;
    },
  };
}

function toRectangle(compiled: Compiled, edited: ReadonlySet<PolicyId>, rectangle: Rectangle): EffectRectangle {
  const { change, direction, subjects, piece, before, after } = rectangle;
  const { universe, ports } = compiled;
  const weight = subjects.reduce((pods, index) => pods + (universe.weights[index] ?? 0), 0);
  const subjectIds = () => workloadsIn(compiled, subjects);
  const peerIds = () => {
    const numbers: number[] = [];
    forEachClass(piece.peers, (index) => numbers.push(index));
    return workloadsIn(compiled, numbers);
  };
  return {
    change,
    direction,
    ports: ports.connections(piece.ports),
    pairs: weight * piece.peers.pods,
    rules: causes(compiled, change === 'gained' ? after : before, rectangle),
    isolatedBy: change === 'lost' ? after.policies.flatMap(({ id }) => (edited.has(id) ? [id] : [])) : [],
    sources: direction === 'ingress' ? peerIds : subjectIds,
    destinations: direction === 'ingress' ? subjectIds : peerIds,
  };
}

function causes({ pools }: Compiled, group: Group, { piece }: Rectangle): RuleRef[] {
  const covers = ({ terms }: Group['rules'][0]) =>
    terms.some((term) => pools.ports.meets(term.ports, piece.ports) && pools.sets.meet(term.peers, piece.peers));
  return group.rules.filter(covers).map(({ rule }) => rule.ref);
}

function workloadsIn({ universe }: Compiled, classes: readonly number[]): WorkloadId[] {
  const ids = classes.flatMap((index) => universe.podsOf(index).map((pod) => workloadId(pod.namespace, pod.workload)));
  return [...new Set(ids)].sort();
}
