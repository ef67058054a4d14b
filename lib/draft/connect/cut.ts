/**
 * Cuts a connection. A denial cannot be written: either the rule that names exactly this goes, or one end is isolated
 * and everything else that passes its gate is kept by rule.
 */

import {
  type Direction,
  type Engine,
  labelMatcher,
  type NetworkPolicy,
  type NetworkPolicyPeer,
  type PolicyId,
  policyId,
  type RuleRef,
  type WorkloadId,
  workloadId,
  workloadName,
} from '#engine';
import { isLive } from './drawn-end.ts';
import { isolate } from './isolate.ts';
import { type KeptPeer, narrowest, peersNow } from './kept-rules.ts';
import { METADATA_NAME } from './selector-choices.ts';

export interface CutWish {
  readonly source: WorkloadId;
  readonly destination: WorkloadId;
}

/** One place to cut at: the end the connection enters, or the one it leaves. */
export interface CutPlace {
  readonly direction: Direction;
  /** `rule`: a rule names exactly this, and goes. `isolate`: the end is open, and is isolated. `narrow`: a rule admits more. */
  readonly by: 'rule' | 'isolate' | 'narrow';
  /** What else passes there now, and can be kept. */
  readonly others: readonly KeptPeer[];
}

/** Where it can be cut, least at risk first: what a rule names, then without DNS, then where fewer have to be kept. */
export function cutPlaces(engine: Engine, wish: CutWish, isDns: (id: WorkloadId) => boolean): readonly CutPlace[] {
  const places = (['ingress', 'egress'] as const).map((direction) => placeAt(engine, wish, direction));
  const risk = ({ by, others, direction }: CutPlace) =>
    (by === 'rule' ? 0 : 1_000_000) +
    (direction === 'egress' && others.some(({ workload }) => isDns(workload)) ? 100_000 : 0) +
    others.length;
  return places.sort((a, b) => risk(a) - risk(b));
}

function placeAt(engine: Engine, wish: CutWish, direction: Direction): CutPlace {
  const [own, other] = direction === 'ingress' ? [wish.destination, wish.source] : [wish.source, wish.destination];
  const others = peersNow([own], direction, engine).filter(({ workload }) => workload !== other);
  const { isolatedBy, admittedBy } = engine.decide(wish)[direction];
  if (isolatedBy.length === 0) return { direction, by: 'isolate', others };
  const named = admittedBy.every((ref) => peersNaming(engine, ref, other).every(({ selects }) => selects.size === 1));
  return { direction, by: named ? 'rule' : 'narrow', others };
}

/** The policies as they would be. `keep`: of the others; all of them by default. */
export function cut(
  engine: Engine,
  wish: CutWish,
  { direction, by }: CutPlace,
  keep: (peer: KeptPeer) => boolean = () => true,
): readonly NetworkPolicy[] {
  const [own, other] = direction === 'ingress' ? [wish.destination, wish.source] : [wish.source, wish.destination];
  if (by === 'isolate') {
    const end = { kind: 'workload', id: own } as const;
    const stays = (peer: KeptPeer) => peer.workload !== other && keep(peer);
    return isolate(engine, { end, directions: [direction], keep: stays, name: `isolate-${workloadName(own)}` });
  }
  const edited = new Map<PolicyId, NetworkPolicy>();
  const refs = engine.decide(wish)[direction].admittedBy;
  // From the last rule on, so that places before stay what they are.
  for (const ref of [...refs].sort((a, b) => b.rule - a.rule)) {
    const policy = edited.get(ref.policy) ?? engine.snapshot.policies.find((one) => policyId(one) === ref.policy);
    if (policy) edited.set(ref.policy, withoutPeer(engine, policy, ref, other, keep));
  }
  return [...edited.values()];
}

interface NamingPeer {
  readonly at: number;
  /** Workloads that it selects. */
  readonly selects: ReadonlySet<WorkloadId>;
}

function peersNaming(engine: Engine, ref: RuleRef, other: WorkloadId): readonly NamingPeer[] {
  const policy = engine.snapshot.policies.find((one) => policyId(one) === ref.policy);
  return entriesOf(policy, ref).flatMap((peer, at): readonly NamingPeer[] => {
    const selects = selectedBy(engine, peer, policy?.metadata.namespace ?? '');
    return selects.has(other) ? [{ at, selects }] : [];
  });
}

function entriesOf(policy: NetworkPolicy | undefined, { direction, rule }: RuleRef): readonly NetworkPolicyPeer[] {
  const own = policy?.spec;
  return (direction === 'ingress' ? own?.ingress?.[rule]?.from : own?.egress?.[rule]?.to) ?? [];
}

function selectedBy({ snapshot }: Engine, peer: NetworkPolicyPeer, home: string): ReadonlySet<WorkloadId> {
  const { namespaceSelector, podSelector, ipBlock } = peer;
  if (ipBlock) return new Set();
  const matchesPods = labelMatcher(podSelector);
  const matchesSpaces = labelMatcher(namespaceSelector);
  const spaces = new Map(snapshot.namespaces.map(({ name, labels }) => [name, labels]));
  const isIn = (namespace: string) =>
    namespaceSelector ? matchesSpaces(spaces.get(namespace) ?? { [METADATA_NAME]: namespace }) : namespace === home;
  const found = snapshot.pods.filter(
    (pod) => !pod.hostNetwork && isLive(pod) && isIn(pod.namespace) && matchesPods(pod.labels),
  );
  return new Set(found.map((pod) => workloadId(pod.namespace, pod.workload)));
}

/** A peer that names more is replaced by one for each of the others that stay; a rule without peers goes. */
function withoutPeer(
  engine: Engine,
  policy: NetworkPolicy,
  ref: RuleRef,
  other: WorkloadId,
  keep: (peer: KeptPeer) => boolean,
): NetworkPolicy {
  const { direction, rule } = ref;
  const home = policy.metadata.namespace;
  const entries = entriesOf(policy, ref);
  const everyone = entries.length === 0;
  const replaced = everyone
    ? allWorkloads(engine)
        .filter((id) => id !== other && keep({ workload: id, ports: {} }))
        .map((id) => narrowest({ kind: 'workload', id }, home, engine))
    : entries.flatMap((peer) => {
        const selects = selectedBy(engine, peer, home);
        if (!selects.has(other)) return [peer];
        const rest = [...selects].filter((id) => id !== other && keep({ workload: id, ports: {} }));
        return rest.map((id) => narrowest({ kind: 'workload', id }, home, engine));
      });
  const rules: readonly (object | null)[] = policy.spec?.[direction] ?? [];
  const field = direction === 'ingress' ? 'from' : 'to';
  const next =
    replaced.length === 0 ? rules.toSpliced(rule, 1) : rules.with(rule, { ...rules[rule], [field]: replaced });
  // An empty list would stop to isolate where types go by default.
  const types = policy.spec?.policyTypes ?? [];
  const written =
    types.length > 0 || next.length > 0 || direction === 'ingress' ? {} : { policyTypes: ['Ingress', 'Egress'] };
  return { ...policy, spec: { ...policy.spec, ...written, [direction]: next } };
}

function allWorkloads(engine: Engine): readonly WorkloadId[] {
  return engine
    .reachability()
    .workloads.filter(({ hostNetwork }) => !hostNetwork)
    .map(({ id }) => id);
}
