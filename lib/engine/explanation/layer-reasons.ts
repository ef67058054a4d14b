/** The reasons of one direction, over all pairs asked about, layer by layer. */

import { askLayers, type LayerAnswer } from '../answers/ask-layers.ts';
import type { Verdict } from '../answers/reachability.ts';
import { distinctRules } from '../answers/reasons.ts';
import type { Side } from '../answers/side.ts';
import type { Compiled } from '../gates/compiled.ts';
import type { PolicyId } from '../model/ids.ts';
import { LAYERS, type LayerName } from '../model/layers.ts';
import type { RuleAction } from '../policies/compile-policy.ts';
import type { RuleRef } from '../policies/rule-ref.ts';
import type { PortSet } from '../sets/port-set.ts';
import { coverageOf, everythingFor } from './coverage.ts';
import type { DirectionReasons, LayerReasons, LayerSays } from './decision.ts';
import { nearestMiss } from './nearest-miss.ts';

export function directionReasons(compiled: Compiled, sides: readonly Side[], asked: PortSet): DirectionReasons {
  const { ports } = compiled;
  let verdict: Verdict = 'denied';
  for (const { open, unsure } of sides) {
    if (unsure && verdict === 'denied') verdict = 'unknown';
    else if (!unsure && ports.meets(open, asked)) verdict = 'allowed';
  }
  const layers = layerReasons(compiled, sides, asked, verdict);
  const miss = verdict === 'denied' ? layers.find((layer) => layer.nearestMiss)?.nearestMiss : undefined;
  return {
    direction: sides[0]?.direction ?? 'egress',
    verdict,
    isolatedBy: [...new Set(layers.flatMap(({ policies }) => policies))],
    admittedBy: distinctRules(layers.flatMap(({ admittedBy }) => admittedBy)),
    ...(miss ? { nearestMiss: miss } : {}),
    layers,
  };
}

/** What one layer says, gathered over the pairs. */
interface Gathered {
  readonly policies: Set<PolicyId>;
  readonly says: Set<LayerSays>;
  readonly rules: Readonly<Record<RuleAction, RuleRef[]>>;
  readonly sides: Side[];
}

function layerReasons(
  compiled: Compiled,
  sides: readonly Side[],
  asked: PortSet,
  verdict: Verdict,
): readonly LayerReasons[] {
  const found = new Map<LayerName, Gathered>();
  for (const side of sides) {
    for (const answer of answersOf(compiled, side)) gather(compiled, found, side, answer, asked);
  }
  return compiled.layers.flatMap(({ name }): LayerReasons[] => {
    const own = found.get(name);
    if (!own) return [];
    const says = STRONGEST.find((one) => own.says.has(one)) ?? 'not-asked';
    const miss = says === 'denied' && verdict === 'denied' ? nearestMiss(compiled, name, own.sides, asked) : undefined;
    return [
      {
        layer: name,
        says,
        closes: LAYERS[name].logic === 'isolates',
        policies: [...own.policies],
        admittedBy: distinctRules(own.rules.allow),
        deniedBy: distinctRules(own.rules.deny),
        passedBy: distinctRules(own.rules.pass),
        ...(miss ? { nearestMiss: miss } : {}),
      },
    ];
  });
}

/** Of what a layer says of several pairs, what is told of them all. */
const STRONGEST: readonly LayerSays[] = ['allowed', 'passed', 'unknown', 'denied', 'not-asked'];

function answersOf(compiled: Compiled, { group, peer }: Side): readonly LayerAnswer[] {
  if (!group) return [];
  return askLayers(compiled.ports, group, everythingFor(compiled, group, peer), coverageOf(compiled, peer)).answers;
}

function gather(
  compiled: Compiled,
  found: Map<LayerName, Gathered>,
  side: Side,
  answer: LayerAnswer,
  asked: PortSet,
): void {
  const { name, policies } = answer.gate;
  const own = found.get(name) ?? {
    policies: new Set(),
    says: new Set(),
    rules: { allow: [], deny: [], pass: [] },
    sides: [],
  };
  found.set(name, own);
  for (const { id } of policies) own.policies.add(id);
  for (const { rule, ports: hit } of answer.rules) {
    if (compiled.ports.meets(hit, asked)) own.rules[rule.rule.action].push(rule.rule.ref);
  }
  own.says.add(sayOf(compiled, side, answer, asked));
  own.sides.push(side);
}

/** Of several ports asked about, one that is let on counts. */
function sayOf({ ports }: Compiled, { unsure }: Side, answer: LayerAnswer, asked: PortSet): LayerSays {
  const came = ports.intersect(answer.asked, asked);
  if (came === ports.none) return 'not-asked';
  if (ports.meets(answer.allowed, came)) return 'allowed';
  if (unsure) return 'unknown';
  return ports.subtract(came, answer.denied) === ports.none ? 'denied' : 'passed';
}
