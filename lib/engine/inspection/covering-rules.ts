/** The rules for one selector of pods in one direction, asked which of them together admit all of another rule. */

import type { CompiledRule, PeerMatcher } from '../policies/compile-policy.ts';
import { PeerIndex, peerKey } from './peer-index.ts';
import type { PortLine, Span } from './port-line.ts';
import { type Stretch, Stretches } from './stretches.ts';

type PortStretches = Stretches<CompiledRule>;
type Counts = (peer: PeerMatcher) => boolean;

/** Rules that are told to be left out, by all that ask. */
export class CoveringRules {
  readonly #line: PortLine;
  readonly #peers = new Map<string, PeerMatcher>();
  /** Rules with a peer, by its key. */
  readonly #rulesOf = new Map<string, CompiledRule[]>();
  readonly #forEveryone: CompiledRule[] = [];
  readonly #left = new Set<CompiledRule>();
  readonly #numbers = new Map<CompiledRule, number>();
  /** Of lists of rules, each list once. */
  readonly #stretches = new Map<string, PortStretches>();
  readonly #stretchesOf = new Map<string, PortStretches>();
  readonly #madeOf = new Map<CompiledRule, Set<PortStretches>>();
  #index: PeerIndex | undefined;

  constructor(rules: readonly CompiledRule[], line: PortLine) {
    this.#line = line;
    for (const rule of rules) {
      this.#numbers.set(rule, this.#numbers.size);
      if (rule.everyone) this.#forEveryone.push(rule);
      const keys = new Map(rule.peers.map((peer) => [peerKey(peer), peer]));
      for (const [key, peer] of keys) {
        if (key === undefined) continue;
        this.#peers.set(key, peer);
        const known = this.#rulesOf.get(key);
        if (known) known.push(rule);
        else this.#rulesOf.set(key, [rule]);
      }
    }
  }

  leaveOut(rule: CompiledRule, isLeftOut: boolean): void {
    if (isLeftOut) this.#left.add(rule);
    else this.#left.delete(rule);
    for (const stretches of this.#madeOf.get(rule) ?? []) stretches.setHidden(rule, isLeftOut);
  }

  /** The ports of all that admit a peer whole, by themselves for everyone or by a peer that counts; undefined is everyone. */
  admitting(peer: PeerMatcher | undefined, counts: Counts): readonly PortStretches[] {
    const found = new Set<PortStretches>();
    if (this.#forEveryone.length > 0) found.add(this.#stretchesOfKey('everyone', this.#forEveryone));
    if (peer) {
      this.#index ??= new PeerIndex(this.#peers);
      for (const key of this.#index.covering(peer)) {
        const own = this.#peers.get(key);
        if (!own || !counts(own)) continue;
        found.add(this.#stretchesOfKey(`peer ${key}`, this.#rulesOf.get(key) ?? []));
      }
    }
    return [...found];
  }

  #stretchesOfKey(key: string, rules: readonly CompiledRule[]): PortStretches {
    const known = this.#stretchesOf.get(key);
    if (known) return known;
    const list = rules.map((rule) => this.#numbers.get(rule)).join();
    const stretches = this.#stretches.get(list) ?? this.#make(rules);
    this.#stretches.set(list, stretches);
    this.#stretchesOf.set(key, stretches);
    return stretches;
  }

  #make(rules: readonly CompiledRule[]): PortStretches {
    const all = rules.flatMap((owner) =>
      owner.ports.flatMap((port): Stretch<CompiledRule>[] => {
        const span = this.#line.spanOf(port);
        return span ? [{ first: span[0], last: span[1], owner }] : [];
      }),
    );
    const made = new Stretches(all);
    for (const rule of rules) {
      const of = this.#madeOf.get(rule);
      if (of) of.add(made);
      else this.#madeOf.set(rule, new Set([made]));
      if (this.#left.has(rule)) made.setHidden(rule, true);
    }
    return made;
  }
}

/**
 * The rules that together admit all of `narrow`, each reaching as far as one can: one alone where one suffices for each
 * peer and port. Undefined where none do; empty where `narrow` admits nothing at all. A sufficient condition: what covers
 * only by the meaning of several selectors together is not found.
 */
export function coveringRules(
  around: readonly CoveringRules[],
  narrow: Pick<CompiledRule, 'everyone' | 'peers' | 'ports'>,
  line: PortLine,
  counts: Counts = () => true,
): readonly CompiledRule[] | undefined {
  const used = new Set<CompiledRule>();
  const asked = new Set<string>();
  const numbers = new Map<PortStretches, number>();
  const wanted = narrow.ports.map((port) => line.wanted(port)).filter((spans) => spans.length > 0);
  const peers = narrow.everyone ? [undefined] : narrow.peers.filter((peer) => peerKey(peer) !== undefined);
  for (const peer of peers) {
    const admitting = around.flatMap((rules) => rules.admitting(peer, counts));
    for (const one of admitting) if (!numbers.has(one)) numbers.set(one, numbers.size);
    // Many peers of a long list are admitted by the same rules.
    const key = admitting.map((one) => numbers.get(one)).join();
    if (asked.has(key)) continue;
    asked.add(key);
    for (const spans of wanted) if (!spans.some((span) => isHeld(admitting, span, used))) return undefined;
  }
  return [...used];
}

/** Whether stretches together hold a span; adds whose they are. */
function isHeld(admitting: readonly PortStretches[], [first, last]: Span, used: Set<CompiledRule>): boolean {
  const held: CompiledRule[] = [];
  for (let next = first; next <= last; ) {
    let best: Stretch<CompiledRule> | undefined;
    for (const stretches of admitting) {
      const one = stretches.farthestFrom(next);
      if (one && (!best || one.last > best.last)) best = one;
    }
    if (!best || best.last < next) return false;
    held.push(best.owner);
    next = best.last + 1;
  }
  for (const rule of held) used.add(rule);
  return true;
}
