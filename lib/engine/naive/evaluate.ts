/**
 * A deliberately naive evaluator of policies, for tests only: one pair, one port, every policy of every layer, one after
 * the other. The layers besides network policy are toys (toy-layers.ts).
 */

import {
  type Direction,
  type LayerName,
  type NetworkPolicy,
  type Profile,
  policyId,
  type RuleRef,
  type Snapshot,
} from '../index.ts';
import {
  familiesBetween,
  ips,
  type NaivePolicy,
  type Over,
  type Party,
  type Probe,
  ruleHits,
  rulesOf,
  selectsSubject,
  typesOf,
} from './rules.ts';
import { type ToyPolicy, toyId } from './toy-layers.ts';

export { type Party, type Probe, podsOf } from './rules.ts';

/** What is asked about: a snapshot under a profile, and the toy layers that judge it too. */
export interface World {
  readonly snapshot: Snapshot;
  readonly profile: Profile;
  readonly toys: readonly ToyPolicy[];
}

export interface NaiveLayer {
  readonly layer: LayerName;
  readonly says: 'allowed' | 'denied' | 'passed' | 'not-asked';
  readonly policies: readonly string[];
  readonly rules: {
    readonly allow: readonly RuleRef[];
    readonly deny: readonly RuleRef[];
    readonly pass: readonly RuleRef[];
  };
}

export interface NaiveSide {
  readonly layers: readonly NaiveLayer[];
  readonly allowed: boolean;
}

/** Whether a probe passes from one party to the other, by policy alone (own node and self are not looked at). */
export function passes(world: World, from: Party, to: Party, probe: Probe): boolean {
  return familiesBetween(from, to).some(
    (over) =>
      sideOf(world, 'egress', from, to, probe, over).allowed && sideOf(world, 'ingress', to, from, probe, over).allowed,
  );
}

/** The verdict with the special cases: own machine (rule 31) and a pod that meets itself (rule 32). */
export function verdictOf(
  world: World,
  from: Party,
  to: Party,
  probe: Probe,
  throughService: boolean,
): 'allowed' | 'denied' | 'unknown' {
  const { profile } = world;
  if (from === to && !throughService) return 'allowed';
  if (from === to && profile.loopbackThroughService !== 'as-policy') return profile.loopbackThroughService;
  if (passesOwnMachine(profile, from, to)) return 'allowed';
  return passes(world, from, to, probe) ? 'allowed' : 'denied';
}

export function passesOwnMachine(profile: Profile, from: Party, to: Party): boolean {
  if (profile.ownNodeTraffic === 'as-policy') return false;
  if (profile.ownNodeTraffic === 'into-pods') return isMachineOf(from, to);
  return isMachineOf(from, to) || isMachineOf(to, from);
}

function isMachineOf(machine: Party, pod: Party): boolean {
  if (typeof pod === 'string' || pod.hostNetwork) return false;
  if (typeof machine === 'string') return pod.hostIps.includes(machine);
  return machine.hostNetwork && (machine.host === pod.host || ips(machine).some((ip) => pod.hostIps.includes(ip)));
}

/** Everything one end says, over every family the two have in common. */
export function side(world: World, direction: Direction, subject: Party, peer: Party, probe: Probe): NaiveSide {
  const sides = familiesBetween(subject, peer).map((over) => sideOf(world, direction, subject, peer, probe, over));
  const [first] = sides as [NaiveSide];
  const layers = first.layers.map((layer, at): NaiveLayer => {
    const each = sides.map((one) => one.layers[at] as NaiveLayer);
    const heard = each.map(({ says }) => says).filter((says) => says !== 'not-asked');
    const says = heard.includes('allowed')
      ? 'allowed'
      : heard.length === 0
        ? 'not-asked'
        : heard.every((one) => one === 'denied')
          ? 'denied'
          : 'passed';
    const place = (ref: RuleRef) => layer.policies.indexOf(ref.policy) * 1000 + ref.rule;
    const rules = (action: keyof NaiveLayer['rules']) =>
      [...new Map(each.flatMap((one) => one.rules[action]).map((ref) => [place(ref), ref]))]
        .sort(([one], [other]) => one - other)
        .map(([, ref]) => ref);
    return { ...layer, says, rules: { allow: rules('allow'), deny: rules('deny'), pass: rules('pass') } };
  });
  return { layers, allowed: sides.some(({ allowed }) => allowed) };
}

const TIERS: readonly LayerName[] = ['admin', 'network-policy', 'baseline'];

function sideOf(
  { snapshot, profile, toys }: World,
  direction: Direction,
  subject: Party,
  peer: Party,
  probe: Probe,
  over: Over,
): NaiveSide {
  // Outside addresses and host-network pods are no policy's subject.
  if (typeof subject === 'string' || subject.hostNetwork) return { layers: [], allowed: true };
  const speaks = (policy: NaivePolicy) =>
    typesOf(policy).includes(direction === 'ingress' ? 'Ingress' : 'Egress') &&
    selectsSubject(snapshot, policy, subject);
  const hits = (policy: NaivePolicy, rule: ReturnType<typeof rulesOf>[0]) =>
    ruleHits(snapshot, profile, policy, rule, direction, subject, peer, probe, over);
  const layers: NaiveLayer[] = [];
  let decided: boolean | undefined;
  for (const layer of TIERS) {
    const said =
      layer === 'network-policy'
        ? isolating(
            layer,
            snapshot.policies.filter(speaks).map((policy) => ({ policy, id: policyId(policy) })),
            direction,
            hits,
          )
        : firstMatch(
            layer,
            toys.filter((toy) => toy.layer === layer && speaks(toy.policy)),
            direction,
            hits,
          );
    if (!said) continue;
    layers.push(
      decided === undefined ? said : { ...said, says: 'not-asked', rules: { allow: [], deny: [], pass: [] } },
    );
    if (said.says !== 'passed') decided ??= said.says === 'allowed';
  }
  const groups = toys.filter((toy) => toy.layer === 'security-groups' && speaks(toy.policy));
  const beside = isolating(
    'security-groups',
    groups.map((toy) => ({ policy: toy.policy, id: toyId(toy) })),
    direction,
    hits,
  );
  if (beside) layers.push(beside);
  return { layers, allowed: (decided ?? true) && beside?.says !== 'denied' };
}

type Hits = (policy: NaivePolicy, rule: ReturnType<typeof rulesOf>[0]) => boolean;

/** Rules 1 and 3: what is selected is closed, but for what any rule of any policy admits. */
function isolating(
  layer: LayerName,
  policies: readonly { readonly policy: NetworkPolicy; readonly id: string }[],
  direction: Direction,
  hits: Hits,
): NaiveLayer | undefined {
  if (policies.length === 0) return undefined;
  const allow = policies.flatMap(({ policy, id }) =>
    rulesOf(policy, direction).flatMap((rule, at) => (hits(policy, rule) ? [{ policy: id, direction, rule: at }] : [])),
  );
  const says = allow.length > 0 ? 'allowed' : 'denied';
  return { layer, says, policies: policies.map(({ id }) => id), rules: { allow, deny: [], pass: [] } };
}

const SAYS = { allow: 'allowed', deny: 'denied', pass: 'passed' } as const;

/** The first rule that covers the probe decides. */
function firstMatch(
  layer: LayerName,
  toys: readonly ToyPolicy[],
  direction: Direction,
  hits: Hits,
): NaiveLayer | undefined {
  if (toys.length === 0) return undefined;
  const policies = toys.map(toyId);
  const none: NaiveLayer['rules'] = { allow: [], deny: [], pass: [] };
  for (const toy of toys) {
    for (const [at, rule] of rulesOf(toy.policy, direction).entries()) {
      if (!hits(toy.policy, rule)) continue;
      const action = toy.actions[at % toy.actions.length] ?? 'pass';
      const rules = { ...none, [action]: [{ policy: toyId(toy), direction, rule: at }] };
      return { layer, says: SAYS[action], policies, rules };
    }
  }
  return { layer, says: 'passed', policies, rules: none };
}
