/** What each layer of a gate says of one peer, port by port: the same order of layers as in `gates/tiers.ts`, with the rules. */

import type { LayeredGate } from '../gates/groups.ts';
import type { LayerGate } from '../gates/layer-gate.ts';
import type { RuleTerms } from '../gates/rule-terms.ts';
import { LAYERS } from '../model/layers.ts';
import type { PortSet, PortSets } from '../sets/port-set.ts';

/** Ports that a rule covers for the peer in question. */
export type Coverage = (rule: RuleTerms) => PortSet;

export interface LayerAnswer {
  readonly gate: LayerGate;
  /** What it was asked about, and of that what it allows and denies; a tier passes on the rest. */
  readonly asked: PortSet;
  readonly allowed: PortSet;
  readonly denied: PortSet;
  /** The ports on which each of its rules decided. */
  readonly rules: readonly { readonly rule: RuleTerms; readonly ports: PortSet }[];
}

/** `everything`: what a gate without any policy would let through. */
export function askLayers(
  ports: PortSets,
  { layers, rulesByLayer }: LayeredGate,
  everything: PortSet,
  covers: Coverage,
): { readonly open: PortSet; readonly answers: readonly LayerAnswer[] } {
  let left = everything;
  let allowed = ports.none;
  let beside = everything;
  const answers = layers.map((gate, at): LayerAnswer => {
    const rules = rulesByLayer[at] ?? [];
    const isTier = LAYERS[gate.name].place === 'tier';
    const answer = askLayer(ports, gate, rules, isTier ? left : everything, covers);
    if (isTier) {
      allowed = ports.union(allowed, answer.allowed);
      left = ports.subtract(ports.subtract(left, answer.allowed), answer.denied);
    } else beside = ports.subtract(beside, answer.denied);
    return answer;
  });
  return { open: ports.intersect(ports.union(allowed, left), beside), answers };
}

function askLayer(
  ports: PortSets,
  gate: LayerGate,
  rules: readonly RuleTerms[],
  asked: PortSet,
  covers: Coverage,
): LayerAnswer {
  const isolates = LAYERS[gate.name].logic === 'isolates';
  let left = asked;
  let [allowed, denied] = [ports.none, ports.none];
  const decided = rules.flatMap((rule) => {
    const hit = ports.intersect(isolates ? asked : left, covers(rule));
    if (hit === ports.none) return [];
    if (rule.rule.action === 'allow') allowed = ports.union(allowed, hit);
    if (rule.rule.action === 'deny') denied = ports.union(denied, hit);
    left = ports.subtract(left, hit);
    return [{ rule, ports: hit }];
  });
  if (isolates) denied = left;
  return { gate, asked, allowed, denied, rules: decided };
}
