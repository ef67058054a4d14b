/** Why a pair of workloads is allowed or denied: rules and policies of every gate on the way. */

import { admitted, type Compiled, connectClasses } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { PolicyId } from '../model/ids.ts';
import type { RuleRef } from '../policies/rule-ref.ts';
import type { PortSet } from '../sets/port-set.ts';
import { admittingRules, denyingPolicies, distinctRules } from './reasons.ts';
import type { Workload } from './workloads.ts';

interface GateView {
  readonly group: Group;
  /** The class at the other end. */
  readonly peer: number;
  /** What the pair of classes may use. */
  readonly open: PortSet;
}

/** Both gates of every pair of classes of two workloads. */
function gatesBetween(compiled: Compiled, source: Workload, destination: Workload): GateView[] {
  const { egress, ingress } = compiled.gates;
  return source.classes.flatMap((from) =>
    destination.classes.flatMap((to) => {
      const open = connectClasses(compiled, from, to);
      return [
        { group: egress.groupOf(from), peer: to, open },
        { group: ingress.groupOf(to), peer: from, open },
      ];
    }),
  );
}

/** Rules that admit some of `asked`, where it is allowed. */
export function rulesBetween(compiled: Compiled, source: Workload, destination: Workload, asked: PortSet): RuleRef[] {
  return distinctRules(
    gatesBetween(compiled, source, destination).flatMap(({ group, peer, open }) =>
      admittingRules(compiled, group, peer, compiled.ports.intersect(open, asked)),
    ),
  );
}

/** Policies that deny some of `lost` at an end where not all of it is admitted. */
export function policiesAgainst(
  compiled: Compiled,
  source: Workload,
  destination: Workload,
  lost: PortSet,
): PolicyId[] {
  const { ports } = compiled;
  const closed = gatesBetween(compiled, source, destination).filter(
    ({ group, peer }) => ports.subtract(lost, admitted(compiled, group, peer)) !== ports.none,
  );
  return [...new Set(closed.flatMap(({ group, peer }) => denyingPolicies(compiled, group, peer, lost)))];
}

/** For a pair without any connection: policies of the gates that admit nothing, or of both where they do not agree. */
export function policiesDenying(compiled: Compiled, source: Workload, destination: Workload): PolicyId[] {
  const { ports } = compiled;
  const gates = gatesBetween(compiled, source, destination);
  const closed = gates.filter(({ group, peer }) => admitted(compiled, group, peer) === ports.none);
  const denying = closed.length > 0 ? closed : gates;
  return [...new Set(denying.flatMap(({ group, peer }) => denyingPolicies(compiled, group, peer, ports.all)))];
}
