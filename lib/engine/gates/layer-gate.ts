/** What one layer says at a gate: its policies there, rule by rule, as what they allow and what they deny. */

import { LAYERS, type LayerName } from '../model/layers.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import type { RuleTerms } from './rule-terms.ts';
import { disjoint, extend, type Factors, intersectTerms, type Pools, subtractTerms } from './terms.ts';
import type { LayerVerdict } from './tiers.ts';

/** A layer and its policies; where the first rule that matches decides, in their order. */
export interface Layer {
  readonly name: LayerName;
  readonly policies: readonly CompiledPolicy[];
}

/** A layer at one gate: there are none of layers that say nothing there. */
export interface LayerGate extends LayerVerdict, Layer {}

/**
 * `rules`: those of all the policies; or, with `known`, of the policies alone that come to a layer which isolates and
 * allowed so much before.
 */
export function layerGate(
  { name, policies }: Layer,
  rules: readonly RuleTerms[],
  everything: Factors,
  pools: Pools,
  known?: Factors,
): LayerGate {
  if (LAYERS[name].logic === 'first-match') return { name, policies, ...firstMatches(rules, everything, pools) };
  const terms = rules.length === 1 ? (rules[0] as RuleTerms).terms : rules.flatMap((rule) => rule.terms);
  // Rules 1 and 3: the union of the rules of all policies.
  return { name, policies, allows: known ? extend(known, terms, pools) : disjoint(terms, pools), denies: 'rest' };
}

function firstMatches(rules: readonly RuleTerms[], everything: Factors, pools: Pools) {
  let left = everything;
  let [allows, denies]: [Factors, Factors] = [[], []];
  for (const { rule, terms } of rules) {
    const covered = disjoint(terms, pools);
    const hit = intersectTerms(left, covered, pools);
    if (rule.action === 'allow') allows = disjoint([...allows, ...hit], pools);
    if (rule.action === 'deny') denies = disjoint([...denies, ...hit], pools);
    left = subtractTerms(left, covered, pools);
  }
  return { allows, denies };
}
