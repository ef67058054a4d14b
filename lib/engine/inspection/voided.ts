/** What one policy leaves out on purpose and another admits all the same: policies only add up. */

import type { Compiled } from '../gates/compiled.ts';
import type { Group } from '../gates/groups.ts';
import type { NetworkPolicyPeer } from '../model/network-policy.ts';
import type { Direction } from '../model/objects.ts';
import type { CompiledPolicy, CompiledRule, PeerMatcher } from '../policies/compile-policy.ts';
import { peerPath, type RuleRef } from '../policies/rule-ref.ts';
import { requirementKeys } from '../policies/selector.ts';
import { parseCidr } from '../sets/address.ts';
import { addressCount, addressSet } from '../sets/address-set.ts';
import { groupBy } from '../sets/group-by.ts';
import { CoveringRules, coveringRules } from './covering-rules.ts';
import type { VoidedException } from './inspection.ts';
import { PortLine } from './port-line.ts';
import { portsCover } from './ports-cover.ts';
import { SubsetIndex } from './subset-index.ts';

type Block = Extract<PeerMatcher, { readonly kind: 'addresses' }>;
type Open = readonly [order: number, rule: RuleRef];

export class Voided {
  readonly #line = new PortLine();
  readonly #groupNumbers = new Map<Group, number>();
  /** The rules for the pods of some groups, by the numbers of the groups. */
  readonly #rules = new Map<string, CoveringRules>();
  readonly #policies: Compiled['policies'];
  readonly #open = new Map<Direction, ReadonlyMap<string, SubsetIndex<Open>>>();

  constructor({ policies }: Compiled) {
    this.#policies = policies;
  }

  /**
   * Entries of `except` that wider rules admit whole, on every port of this rule, to pods that both select. A rule for
   * addresses within the entry is meant: it gives back what was left out.
   */
  exceptions(
    rule: CompiledRule,
    peers: readonly NetworkPolicyPeer[],
    groups: readonly Group[],
  ): readonly VoidedException[] {
    if (!peers.some(({ ipBlock }) => Array.isArray(ipBlock?.except) && ipBlock.except.length > 0)) return [];
    const around = this.#rulesFor(groups, rule.ref.direction);
    around.leaveOut(rule, true);
    const voided = peers.flatMap(({ ipBlock }, at) => {
      const exceptions: unknown = ipBlock?.except;
      if (!Array.isArray(exceptions)) return [];
      return exceptions.flatMap((cidr: unknown, index): VoidedException[] => {
        const by = typeof cidr === 'string' ? this.#admitting(cidr, rule, around) : undefined;
        return by ? [{ path: `${peerPath(rule.ref, at)}.ipBlock.except[${index}]`, cidr: String(cidr), by }] : [];
      });
    });
    around.leaveOut(rule, false);
    return voided;
  }

  /** A rule for everyone on every port, of a policy for at least the same pods, where the policy itself has no rule. */
  by({ isolates, rules, namespace, subject }: CompiledPolicy, direction: Direction): RuleRef | undefined {
    if (!isolates[direction] || rules[direction].length > 0 || subject.broken) return undefined;
    const open = this.#openIn(direction).get(namespace)?.within(requirementKeys(subject)) ?? [];
    const [first, ...rest] = open;
    return first && rest.reduce((least, one) => (one[0] < least[0] ? one : least), first)[1];
  }

  /** One rule where one suffices for every port, else the first of those that admit it together. */
  #admitting(cidr: string, { ports }: CompiledRule, around: CoveringRules): RuleRef | undefined {
    const range = parseCidr(cidr);
    if (!range) return undefined;
    const left: Block = { kind: 'addresses', block: addressSet([range]), text: cidr };
    const size = addressCount(left.block);
    const isWider = (peer: PeerMatcher) => peer.kind === 'addresses' && addressCount(peer.block) > size;
    const found = coveringRules([around], { peers: [left], everyone: false, ports }, this.#line, isWider) ?? [];
    const alone = found.find((one) => ports.every((port) => portsCover(one.ports, port)));
    return (alone ?? found[0])?.ref;
  }

  #rulesFor(groups: readonly Group[], direction: Direction): CoveringRules {
    const numbers = groups.map((group) => {
      const number = this.#groupNumbers.get(group) ?? this.#groupNumbers.size;
      this.#groupNumbers.set(group, number);
      return number;
    });
    const key = `${direction} ${numbers.join()}`;
    const known = this.#rules.get(key);
    if (known) return known;
    const policies = new Set(groups.flatMap((group) => group.policies));
    const rules = new CoveringRules(
      [...policies].flatMap((policy) => policy.rules[direction]),
      this.#line,
    );
    this.#rules.set(key, rules);
    return rules;
  }

  /** By namespace. */
  #openIn(direction: Direction): ReadonlyMap<string, SubsetIndex<Open>> {
    const known = this.#open.get(direction);
    if (known) return known;
    const isOpen = ({ everyone, ports }: CompiledRule) => everyone && ports.some(({ kind }) => kind === 'all');
    const open = [...this.#policies.values()].flatMap(({ isolates, rules, subject, namespace }, order) => {
      const rule = isolates[direction] && !subject.broken ? rules[direction].find(isOpen) : undefined;
      return rule ? [{ namespace, words: requirementKeys(subject), open: [order, rule.ref] as const }] : [];
    });
    const index = new Map(
      [...groupBy(open, ({ namespace }) => namespace)].map(([namespace, own]) => [
        namespace,
        new SubsetIndex(own.map(({ words, open: one }) => [words, one] as const)),
      ]),
    );
    this.#open.set(direction, index);
    return index;
  }
}
