/** All remarks on a snapshot, or on some of its policies. */

import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { PolicyId } from '../model/network-policy.ts';
import type { Direction } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule } from '../policies/compile-policy.ts';
import { effectFindings, unprotectedWorkloads } from './effect.ts';
import type { Finding } from './finding.ts';
import { selectionFindings } from './selection.ts';
import { shapeFindings } from './shape.ts';

/** In the order of the policies; remarks on workloads come last and only where no policy is singled out. */
export function findFindings(compiled: Compiled, only?: ReadonlySet<PolicyId>): Finding[] {
  const policies = [...compiled.policies.values()].filter(({ id }) => !only || only.has(id));
  const isolated = { ingress: byPolicy(compiled, 'ingress'), egress: byPolicy(compiled, 'egress') };
  const spare = { policies: new Set<PolicyId>(), rules: new Set<CompiledRule>() };
  const effects = new Map<PolicyId, Finding[]>();
  for (const policy of policies.toReversed()) {
    const groups = { ingress: isolated.ingress.get(policy.id) ?? [], egress: isolated.egress.get(policy.id) ?? [] };
    effects.set(policy.id, effectFindings(compiled, policy, groups, spare));
  }
  const findings = policies.flatMap((policy: CompiledPolicy) => [
    ...shapeFindings(policy),
    ...selectionFindings(compiled, policy),
    ...(effects.get(policy.id) ?? []),
  ]);
  return only ? findings : [...findings, ...unprotectedWorkloads(compiled)];
}

function byPolicy({ gates }: Compiled, direction: Direction): Map<PolicyId, Group[]> {
  const groups = new Map<PolicyId, Group[]>();
  for (const group of gates[direction].groups) {
    if (group.classes.runs.length === 0) continue;
    for (const { id } of group.policies) {
      const own = groups.get(id);
      if (own) own.push(group);
      else groups.set(id, [group]);
    }
  }
  return groups;
}
