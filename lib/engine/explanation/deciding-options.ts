/**
 * Which choices of the profile decided: those with which the verdict would be another, had another been made. Found by
 * judging again under each other choice, over no more of the snapshot than the pairs asked about can hang on.
 */

import { passesOwnNode } from '../answers/ends.ts';
import type { Verdict } from '../answers/reachability.ts';
import type { Pair, Party } from '../answers/side.ts';
import { addressesOf } from '../classes/pod-classes.ts';
import { type Compiled, compile, otherLayers } from '../gates/compiled.ts';
import type { Layer } from '../gates/layer-gate.ts';
import type { Direction, Pod, Snapshot } from '../model/objects.ts';
import { PROFILE_CHOICES, type Profile, type ProfileOption } from '../model/profile.ts';
import type { CompiledPolicy } from '../policies/compile-policy.ts';
import { forEachClass } from '../sets/class-set.ts';

export function decidingOptions(
  compiled: Compiled,
  pairs: readonly Pair[],
  judge: (compiled: Compiled) => Verdict,
): ProfileOption[] {
  const part = partFor(compiled, pairs);
  const options = (Object.keys(PROFILE_CHOICES) as ProfileOption[]).filter((option) =>
    mayMatter(option, part, compiled),
  );
  if (options.length === 0) return [];
  const verdict = judge(compiled);
  return options.filter((option) =>
    PROFILE_CHOICES[option].some(
      (choice) =>
        choice !== compiled.profile[option] &&
        judge(compile(part.snapshot, { ...compiled.profile, [option]: choice } as Profile, part.others)) !== verdict,
    ),
  );
}

/** What some pairs can hang on, whatever the profile. */
interface Part {
  readonly pairs: readonly Pair[];
  readonly policies: Readonly<Record<Direction, readonly CompiledPolicy[]>>;
  /** Host-network pods at one of the ends, or at the address asked about. */
  readonly hosts: readonly Pod[];
  readonly snapshot: Snapshot;
  readonly others: readonly Layer[];
}

function partFor(compiled: Compiled, pairs: readonly Pair[]): Part {
  const { snapshot, universe, resolver } = compiled;
  const policies = {
    egress: policiesOf(compiled, 'egress', new Set(pairs.map(([from]) => from))),
    ingress: policiesOf(compiled, 'ingress', new Set(pairs.map(([, to]) => to))),
  };
  const ends = new Set(pairs.flat());
  const pods = new Set<Pod>();
  const positions = new Set<bigint>();
  for (const end of ends) {
    if (typeof end === 'bigint') positions.add(end);
    else pods.add(end);
    if (typeof end !== 'bigint' && end.hostNetwork) for (const position of addressesOf(end)) positions.add(position);
  }
  const hosts =
    positions.size === 0
      ? []
      : universe.pods.filter((pod) => pod.hostNetwork && addressesOf(pod).some((position) => positions.has(position)));
  for (const pod of hosts) pods.add(pod);
  // One pod of each class that a policy with port names selects: their numbers may count on each other.
  for (const policy of policies.ingress.filter((one) => namesPorts(one, 'ingress'))) {
    forEachClass(resolver.subjects(policy), (index) => {
      const [example] = universe.podsOf(index);
      if (example) pods.add(example);
    });
  }
  const both = new Set([...policies.ingress, ...policies.egress]);
  const inForce = [...compiled.policies.values()].filter((policy) => both.has(policy)).map(({ policy }) => policy);
  const others = otherLayers(compiled.layers).map(({ name, policies: own }) => ({
    name,
    policies: own.filter((policy) => both.has(policy)),
  }));
  return { pairs, policies, hosts, snapshot: { ...snapshot, pods: [...pods], policies: inForce }, others };
}

function policiesOf({ gates, universe }: Compiled, direction: Direction, subjects: ReadonlySet<Party>) {
  const found = new Set<CompiledPolicy>();
  for (const subject of subjects) {
    if (typeof subject === 'bigint' || subject.hostNetwork) continue;
    const group = gates[direction].groupOf(universe.classOf(subject)?.index ?? -1);
    for (const policy of group.layers.flatMap(({ policies }) => policies)) found.add(policy);
  }
  return [...found];
}

const namesPorts = (policy: CompiledPolicy, direction: Direction): boolean =>
  policy.rules[direction].some(({ ports }) => ports.some(({ kind }) => kind === 'named'));

const holdsBlocks = (policy: CompiledPolicy, direction: Direction): boolean =>
  policy.rules[direction].some(({ peers }) => peers.some(({ kind }) => kind === 'addresses'));

const givesNameTwice = ({ ports }: Pod): boolean => {
  const names = ports.flatMap(({ name, protocol }) => (name ? [`${protocol} ${name}`] : []));
  return new Set(names).size < names.length;
};

/** Spares judging again what has nothing to do with a choice. */
function mayMatter(option: ProfileOption, { pairs, policies, hosts, snapshot }: Part, { profile }: Compiled): boolean {
  const { ingress, egress } = policies;
  switch (option) {
    case 'ipBlockMatchesPods':
      return (['ingress', 'egress'] as const).some((direction) =>
        policies[direction].some((policy) => holdsBlocks(policy, direction)),
      );
    case 'ownNodeTraffic':
      return pairs.some(([from, to]) => passesOwnNode({ ...profile, ownNodeTraffic: 'both-directions' }, from, to));
    case 'loopbackThroughService':
      return pairs.some(([from, to]) => from === to);
    case 'hostNetworkPeers':
      return hosts.length > 0;
    case 'sidecarPorts':
      return snapshot.pods.some(({ ports }) => ports.some(({ ofSidecar }) => ofSidecar));
    case 'egressNamedPortToEveryone':
      return egress.some((policy) => namesPorts(policy, 'egress'));
    case 'egressNamedPortToIpBlock':
      return egress.some((policy) => namesPorts(policy, 'egress') && holdsBlocks(policy, 'egress'));
    case 'portNameGivenTwice':
      return snapshot.pods.some(givesNameTwice);
    // Pairs of pods are past it: a question about a Service says so itself.
    case 'serviceEgress':
      return false;
    case 'ingressNamedPorts':
      return ingress.some((policy) => namesPorts(policy, 'ingress'));
  }
}
