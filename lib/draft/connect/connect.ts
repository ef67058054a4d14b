/**
 * A drawn connection as the smallest edit that admits it: which ends need a rule because they are isolated, and, where
 * the end it enters is open, a rule that isolates it and says who of the others stays.
 */

import {
  type ConnectionSet,
  type Direction,
  type Engine,
  equal,
  everything,
  intersect,
  type NetworkPolicy,
  type NetworkPolicyPort,
  type PolicyEdit,
  type PolicyId,
  PROTOCOLS,
  type Protocol,
  policyId,
  type Reachability,
  type WorkloadId,
  workloadName,
} from '#engine';
import { sameValue } from '#manifest';
import { type DrawnEnd, isPods, namespaceOf, type PodsEnd, workloadsOf } from './drawn-end.ts';
import { itself, type KeptPeer, keepingRules, peersNow } from './kept-rules.ts';
import { type Placing, placeRule } from './place-rule.ts';
import { peerOf, type SelectorChoice, selectorChoices } from './selector-choices.ts';

export interface ConnectWish {
  readonly source: DrawnEnd;
  readonly destination: DrawnEnd;
  /** None for every port. */
  readonly ports: readonly NetworkPolicyPort[];
}

export interface ConnectChoices {
  /** Places in the lists of selectors; the narrowest by default. */
  readonly source?: number;
  readonly destination?: number;
  /** Of those that may reach an open end now; all by default. */
  readonly keep?: 'all' | 'none' | readonly WorkloadId[];
  /** Policies of the draft, which are extended before others. */
  readonly drafted?: ReadonlySet<PolicyId>;
}

export type Side =
  /** No policy selects addresses. */
  | { readonly state: 'outside' }
  | { readonly state: 'open' }
  | { readonly state: 'admitted'; readonly by: readonly PolicyId[] }
  /** Isolated, and no rule admits it yet. */
  | { readonly state: 'needed' }
  /** Open: a rule here isolates it. What of the others? */
  | { readonly state: 'question'; readonly others: readonly KeptPeer[] };

export interface ConnectProposal {
  readonly sides: Readonly<Record<Direction, Side>>;
  readonly selectors: { readonly source: readonly SelectorChoice[]; readonly destination: readonly SelectorChoice[] };
  /** New or extended; empty where nothing is needed. */
  readonly policies: readonly NetworkPolicy[];
  /** Those of them that are there already. */
  readonly extended: readonly PolicyId[];
}

export function connect(engine: Engine, wish: ConnectWish, choices: ConnectChoices = {}): ConnectProposal {
  const selectors = {
    source: selectorChoices(wish.source, engine),
    destination: selectorChoices(wish.destination, engine),
  };
  const drawn = new DrawnConnection(engine, wish, selectors, choices);
  const needed = drawn.needed();
  const sides = { egress: drawn.side('egress', needed), ingress: drawn.side('ingress', needed) };
  const policies = drawn.policies(needed, sides.ingress);
  const known = new Set(engine.snapshot.policies.map(policyId));
  return { sides, selectors, policies, extended: policies.map(policyId).filter((id) => known.has(id)) };
}

class DrawnConnection {
  readonly #engine: Engine;
  readonly #wish: ConnectWish;
  readonly #chosen: Readonly<Record<'source' | 'destination', SelectorChoice>>;
  readonly #choices: ConnectChoices;

  constructor(engine: Engine, wish: ConnectWish, selectors: ConnectProposal['selectors'], choices: ConnectChoices) {
    this.#engine = engine;
    this.#wish = wish;
    this.#choices = choices;
    const choose = (list: readonly SelectorChoice[], at = 0) => list[at] ?? list[0] ?? { also: [] };
    this.#chosen = {
      source: choose(selectors.source, choices.source),
      destination: choose(selectors.destination, choices.destination),
    };
  }

  /** The fewest isolated ends at which a rule admits what was drawn. */
  needed(): readonly Direction[] {
    const isolated = (['egress', 'ingress'] as const).filter((direction) => this.#isIsolated(direction));
    const plans = [[], ...isolated.map((one) => [one]), isolated];
    return plans.find((plan) => this.#admits(this.#withRules(plan))) ?? isolated;
  }

  side(direction: Direction, needed: readonly Direction[]): Side {
    const subject = this.#subject(direction);
    if (!isPods(subject)) return { state: 'outside' };
    if (needed.includes(direction)) return { state: 'needed' };
    const by = this.#isolatedBy(direction);
    if (by.length > 0) return { state: 'admitted', by };
    if (direction === 'egress' || needed.length > 0) return { state: 'open' };
    const source = new Set(isPods(this.#wish.source) ? workloadsOf(this.#wish.source, this.#engine) : []);
    const others = peersNow(this.#selected(subject), direction, this.#engine).filter(
      ({ workload }) => !source.has(workload),
    );
    return { state: 'question', others };
  }

  policies(needed: readonly Direction[], ingress: Side): readonly NetworkPolicy[] {
    const placing = this.#withRules(needed);
    const subject = this.#wish.destination;
    if (ingress.state === 'question' && isPods(subject)) {
      const { keep = 'all' } = this.#choices;
      const kept = ingress.others.filter(
        ({ workload }) => keep === 'all' || (keep !== 'none' && keep.includes(workload)),
      );
      this.#place(placing, 'ingress');
      // Pods of one workload may talk among themselves in any case: that is nobody else.
      const all = [...kept, ...itself(this.#selected(subject), this.#engine)];
      for (const rule of keepingRules(subject, 'ingress', all, this.#engine)) {
        placeRule(placing, this.#subjectOf(subject, 'destination'), rule, this.#name('ingress'));
      }
    }
    const before = new Map(this.#engine.snapshot.policies.map((policy) => [policyId(policy), policy]));
    return [...placing.policies.values()].filter((policy) => !sameValue(policy, before.get(policyId(policy))));
  }

  #withRules(directions: readonly Direction[]): Placing {
    const placing: Placing = {
      engine: this.#engine,
      policies: new Map(this.#engine.snapshot.policies.map((policy) => [policyId(policy), policy])),
      drafted: this.#choices.drafted ?? new Set(),
    };
    for (const direction of directions) this.#place(placing, direction);
    return placing;
  }

  #place(placing: Placing, direction: Direction): void {
    const [own, other] =
      direction === 'egress' ? (['source', 'destination'] as const) : (['destination', 'source'] as const);
    const subject = this.#wish[own];
    if (!isPods(subject)) return;
    const home = namespaceOf(subject, this.#engine);
    const rule = { direction, peers: [peerOf(this.#chosen[other], home)], ports: this.#wish.ports };
    placeRule(placing, this.#subjectOf(subject, own), rule, this.#name(direction));
  }

  /** The workloads that the rule's policy selects: of a wide selector more than what was drawn. */
  #selected(end: PodsEnd): readonly WorkloadId[] {
    return [...workloadsOf(end, this.#engine), ...this.#chosen.destination.also];
  }

  #subjectOf(end: PodsEnd, role: 'source' | 'destination') {
    const { selector = {}, namespace } = this.#chosen[role];
    return { namespace: namespace ?? namespaceOf(end, this.#engine), selector };
  }

  #subject(direction: Direction): DrawnEnd {
    return direction === 'egress' ? this.#wish.source : this.#wish.destination;
  }

  #name(direction: Direction): string {
    const [from, to] = [shortName(this.#wish.source), shortName(this.#wish.destination)];
    return direction === 'ingress' ? `allow-${from}-to-${to}` : `allow-${to}-from-${from}`;
  }

  #isolatedBy(direction: Direction): readonly PolicyId[] {
    const end = this.#subject(direction);
    const ids = new Set(isPods(end) ? workloadsOf(end, this.#engine) : []);
    const own = this.#engine.reachability().workloads.filter(({ id }) => ids.has(id));
    return [...new Set(own.flatMap((workload) => workload[direction].isolatedBy))];
  }

  #isIsolated(direction: Direction): boolean {
    return this.#isolatedBy(direction).length > 0;
  }

  #admits({ policies }: Placing): boolean {
    const before = new Map(this.#engine.snapshot.policies.map((policy) => [policyId(policy), policy]));
    const edits = [...policies.values()].filter((policy) => policy !== before.get(policyId(policy)));
    return admitsWish(
      this.#engine,
      this.#wish,
      edits.map((policy) => ({ action: 'put', policy })),
    );
  }
}

/** Whether every pod of one end may reach every pod of the other on all the ports. */
export function admitsWish(engine: Engine, wish: ConnectWish, edits: readonly PolicyEdit[]): boolean {
  const { source, destination } = wish;
  const after = edits.length > 0 ? engine.diff(edits).after : engine.reachability();
  if (!isPods(source) || !isPods(destination)) return admitsOutside(after, wish, engine);
  const [from, to] = [workloadsOf(source, engine), workloadsOf(destination, engine)];
  return from.every((one) =>
    to.every((other) => {
      if (one === other) return true;
      const wanted = wantedPorts(wish.ports, other, after);
      return equal(intersect(portsBetween(after, one, other), wanted), wanted);
    }),
  );
}

/** Of addresses a policy is asked whether its gate lets them pass at all. */
function admitsOutside(after: Reachability, { source, destination }: ConnectWish, engine: Engine): boolean {
  const [end, direction] = isPods(source) ? ([source, 'egress'] as const) : ([destination, 'ingress'] as const);
  if (!isPods(end)) return true;
  const ids = new Set(workloadsOf(end, engine));
  return after.workloads.filter(({ id }) => ids.has(id)).every((workload) => workload[direction].isolated === 'no');
}

/** Of workloads: open pairs are a state of their gates. */
function portsBetween({ byRule, workloads }: Reachability, source: WorkloadId, destination: WorkloadId): ConnectionSet {
  const row = byRule.find((one) => one.source === source && one.destination === destination);
  if (row) return row.ports;
  const [from, to] = [source, destination].map((wanted) => workloads.find(({ id }) => id === wanted));
  return from?.egress.isolated === 'no' && to?.ingress.isolated === 'no' ? everything : {};
}

/** A name stands for the port that the workload calls so. */
function wantedPorts(ports: readonly NetworkPolicyPort[], to: WorkloadId, { workloads }: Reachability): ConnectionSet {
  if (ports.length === 0) return everything;
  const declared = workloads.find(({ id }) => id === to)?.ports ?? [];
  const wanted: Partial<Record<Protocol, (readonly [number, number])[]>> = {};
  for (const { protocol, port, endPort } of ports) {
    const own = PROTOCOLS.find((one) => one === (protocol ?? 'TCP')) ?? 'TCP';
    const numbers =
      typeof port === 'string'
        ? declared
            .filter((one) => one.name === port && one.protocol === own)
            .map((one) => [one.port, one.port] as const)
        : [[port ?? 1, port === null || port === undefined ? 65535 : (endPort ?? port)] as const];
    wanted[own] = [...(wanted[own] ?? []), ...numbers];
  }
  return intersect(wanted, everything);
}

function shortName(end: DrawnEnd): string {
  if (end.kind === 'namespace') return end.name;
  if (end.kind === 'range') return end.cidr === '0.0.0.0/0' ? 'internet' : end.cidr;
  return workloadName(end.id);
}
