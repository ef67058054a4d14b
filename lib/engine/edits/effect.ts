/** The effect of edits on pairs of pods, as plain data: counts, and rectangles with the rule that caused each. */

import { policyIds } from '../answers/reasons.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import type { PolicyId } from '../model/ids.ts';
import { workloadId } from '../model/ids.ts';
import type { Direction, WorkloadId } from '../model/objects.ts';
import type { RuleRef } from '../policies/rule-ref.ts';
import { type ClassSet, classNumbers } from '../sets/class-set.ts';
import type { ConnectionSet } from '../sets/connection-set.ts';
import type { Knowledge, PairCounts, Preview } from './preview.ts';
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

/** INVARIANT where the counts are exact: tuples after = tuples before + gained - lost; likewise pairs. */
export interface Effect {
  /**
   * What the counts are: `exact`; lower bounds (`at-least`) where the work was stopped while counting; `unknown`, and
   * then absent, where it was stopped before there was anything to count.
   */
  readonly knowledge: Knowledge;
  readonly gained?: PairCounts;
  readonly lost?: PairCounts;
  /** All of them, worked out when first asked, unless nothing is known: then none. */
  readonly rectangles: readonly EffectRectangle[];
}

export const UNKNOWN_EFFECT: Effect = { knowledge: 'unknown', rectangles: [] };

/** What a preview found, as plain data. */
export class PreviewedEffect implements Effect {
  readonly knowledge: Knowledge;
  readonly gained?: PairCounts;
  readonly lost?: PairCounts;
  readonly #preview: Preview;
  #rectangles: readonly EffectRectangle[] | undefined;

  constructor(preview: Preview) {
    this.#preview = preview;
    this.knowledge = preview.knowledge;
    if (preview.gained) this.gained = preview.gained;
    if (preview.lost) this.lost = preview.lost;
  }

  get rectangles(): readonly EffectRectangle[] {
    const { base, edited } = this.#preview.overlay;
    this.#rectangles ??= this.#preview.rectangles().map((rectangle) => toRectangle(base, edited, rectangle));
    return this.#rectangles;
  }
}

function toRectangle(compiled: Compiled, edited: ReadonlySet<PolicyId>, rectangle: Rectangle): EffectRectangle {
  const { change, direction, ports, subjects, peers, before, after } = rectangle;
  const subjectIds = () => workloadsIn(compiled, subjects);
  const peerIds = () => workloadsIn(compiled, peers);
  return {
    change,
    direction,
    ports: compiled.ports.connections(ports),
    pairs: subjects.pods * peers.pods,
    rules: causes(compiled, change === 'gained' ? after : before, rectangle),
    isolatedBy: change === 'lost' ? policyIds(after).filter((id) => edited.has(id)) : [],
    sources: direction === 'ingress' ? peerIds : subjectIds,
    destinations: direction === 'ingress' ? subjectIds : peerIds,
  };
}

function causes({ pools }: Compiled, group: Group, { ports, peers }: Rectangle): RuleRef[] {
  const covers = ({ terms }: RuleTerms) =>
    terms.some((term) => pools.ports.meets(pools.ports.flat(term.ports), ports) && pools.sets.meet(term.peers, peers));
  const allowing = group.rulesByLayer.flat().filter(({ rule }) => rule.action === 'allow');
  return allowing.filter(covers).map(({ rule }) => rule.ref);
}

function workloadsIn({ universe }: Compiled, classes: ClassSet): WorkloadId[] {
  const pods = classNumbers(classes).flatMap((index) => universe.podsOf(index));
  return [...new Set(pods.map((pod) => workloadId(pod.namespace, pod.workload)))].sort();
}
