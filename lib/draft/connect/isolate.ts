/** Isolates an end and keeps by rule what passes its gate now, or a part of it. */

import { type Direction, type Engine, type NetworkPolicy, policyId, type WorkloadId } from '#engine';
import { sameValue } from '#manifest';
import { namespaceOf, type PodsEnd, workloadsOf } from './drawn-end.ts';
import { itself, type KeptPeer, keepingRules, peersNow } from './kept-rules.ts';
import { isOpenToOutside, outsideRule } from './outside.ts';
import { type DrawnRule, emptyPolicy, type Placing, placeRule, policyOf } from './place-rule.ts';
import { type SelectorChoice, selectorChoices } from './selector-choices.ts';

export interface IsolateWish {
  readonly end: PodsEnd;
  readonly directions: readonly Direction[];
  /** Who stays, of those that pass the gate now. */
  readonly keep: (peer: KeptPeer, direction: Direction) => boolean;
  /** What may come from outside, or go there, may go on: as far as no policy stands between. */
  readonly keepOutside?: boolean;
  /** No rule at all, not even among the end's own pods. */
  readonly bare?: boolean;
  /** Rules beside those: DNS, for one. */
  readonly also?: readonly DrawnRule[];
  readonly name: string;
}

/** The policies as they would be, those that change alone. An end that is isolated already keeps its own rules. */
export function isolate(
  engine: Engine,
  wish: IsolateWish,
  drafted: Placing['drafted'] = new Set(),
): readonly NetworkPolicy[] {
  const { end, directions, name } = wish;
  const before = new Map(engine.snapshot.policies.map((policy) => [policyId(policy), policy]));
  const placing: Placing = { engine, policies: new Map(before), drafted };
  const [choice] = selectorChoices(end, engine);
  const subject = { namespace: namespaceOf(end, engine), selector: choice?.selector ?? {} };
  const rules = wish.bare ? [] : directions.flatMap((direction) => rulesFor(engine, wish, direction, choice));
  const together = directions.every((direction) => !policyOf(placing, subject, direction));
  if (together) {
    const policy = emptyPolicy(placing, subject, directions, name);
    placing.policies.set(policyId(policy), policy);
  }
  for (const direction of directions) {
    if (policyOf(placing, subject, direction)) continue;
    const policy = emptyPolicy(placing, subject, [direction], name);
    placing.policies.set(policyId(policy), policy);
  }
  for (const rule of rules) placeRule(placing, subject, rule, name);
  return [...placing.policies.values()].filter((policy) => !sameValue(policy, before.get(policyId(policy))));
}

function rulesFor(
  engine: Engine,
  { end, keep, keepOutside = false, also = [] }: IsolateWish,
  direction: Direction,
  choice: SelectorChoice | undefined,
): readonly DrawnRule[] {
  const own: readonly WorkloadId[] = [...workloadsOf(end, engine), ...(choice?.also ?? [])];
  const kept = peersNow(own, direction, engine).filter((peer) => keep(peer, direction));
  const inside =
    end.kind === 'namespace' ? insideRule(own, direction) : keepingRules(end, direction, itself(own, engine), engine);
  const outer = keepingRules(end, direction, kept, engine);
  const outside = keepOutside && isOpenToOutside(own, direction, engine) ? outsideRule(engine, direction) : [];
  return [...inside, ...outer, ...outside, ...also.filter((rule) => rule.direction === direction)];
}

/** Of a whole namespace: its pods among themselves. */
function insideRule(own: readonly WorkloadId[], direction: Direction): readonly DrawnRule[] {
  return own.length > 0 ? [{ direction, peers: [{ podSelector: {} }], ports: [] }] : [];
}
