/** The policies that would admit what is denied: suggested, tried, and given only where they do. */

import { type NamedWorkloads, nameWorkloads } from '../answers/workloads.ts';
import { compile, otherLayers } from '../gates/compiled.ts';
import type { NetworkPolicy } from '../model/network-policy.ts';
import type { Direction } from '../model/objects.ts';
import { decide } from './decide.ts';
import type { Question } from './decision.ts';
import { suggestFix } from './suggest-fix.ts';

const BOTH: readonly Direction[] = ['egress', 'ingress'];

/** Empty where nothing is denied, or no policy could help. */
export function fixOf(level: NamedWorkloads, question: Question): readonly NetworkPolicy[] {
  const { verdict, egress, ingress } = decide(level, question);
  if (verdict !== 'denied') return [];
  const closed = [egress, ingress].filter((side) => side.verdict !== 'allowed').map(({ direction }) => direction);
  // One pair of pods may pass one end and another pair the other, so that no pair passes both.
  const plans = closed.length === 1 ? [closed, BOTH] : [BOTH];
  for (const plan of plans) {
    const policies = suggestFix(level, question, plan);
    if (policies.length > 0 && admits(level, policies, question)) return policies;
  }
  return [];
}

function admits(level: NamedWorkloads, added: readonly NetworkPolicy[], question: Question): boolean {
  const { snapshot, profile, layers } = level.compiled;
  const after = compile({ ...snapshot, policies: [...snapshot.policies, ...added] }, profile, otherLayers(layers));
  return decide(nameWorkloads(after), question).verdict === 'allowed';
}
