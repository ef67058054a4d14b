/**
 * What differs between two lists of ranges of addresses. Ranges that the two cut differently are cut alike first, and put
 * together again where they changed alike. Many pods have the same two lists: each two are compared once.
 */

import type { ConnectionRow } from '../answers/connection-list.ts';
import { familyOf, formatAddress, type Position, parseAddress } from '../sets/address.ts';
import { Interner } from '../sets/interner.ts';
import { isRange, type RowStates, type State } from './row-states.ts';

export interface RangeChange {
  /** `10.0.0.0-10.255.255.255`. */
  readonly outside: string;
  readonly was: State;
  readonly is: State;
}

interface Stretch {
  readonly first: Position;
  readonly last: Position;
  readonly state: State;
}

export class RangeDiffs {
  readonly #states: RowStates;
  readonly #interner = new Interner();
  readonly #known = new Map<number, readonly RangeChange[]>();
  readonly #ranges = new Map<string, Omit<Stretch, 'state'>>();

  constructor(states: RowStates) {
    this.#states = states;
  }

  /** Rows of one end inside and one direction, before and after. */
  between(before: readonly ConnectionRow[], after: readonly ConnectionRow[]): readonly RangeChange[] {
    const [old, now] = [this.#keyOf(before), this.#keyOf(after)];
    if (old === now) return NO_CHANGES;
    const key = this.#interner.pair(old, now);
    let changes = this.#known.get(key);
    if (!changes) {
      changes = this.#compare(this.#stretches(before), this.#stretches(after));
      this.#known.set(key, changes);
    }
    return changes;
  }

  /** Equal for lists that say the same of the same ranges. */
  #keyOf(rows: readonly ConnectionRow[]): number {
    let key = 0;
    for (const row of rows) {
      const said = this.#interner.pair(this.#interner.text(outsideOf(row)), this.#states.of(row).id);
      key = this.#interner.pair(key, said);
    }
    return key;
  }

  #stretches(rows: readonly ConnectionRow[]): Stretch[] {
    const stretches = rows.flatMap((row) => {
      const range = this.#rangeOf(outsideOf(row));
      return range ? { ...range, state: this.#states.of(row) } : [];
    });
    return stretches.sort((a, b) => (a.first < b.first ? -1 : 1));
  }

  #rangeOf(text: string): Omit<Stretch, 'state'> | undefined {
    const known = this.#ranges.get(text);
    if (known) return known;
    const [first, last] = text.split('-').map(parseAddress);
    if (first === undefined || last === undefined) return undefined;
    this.#ranges.set(text, { first, last });
    return { first, last };
  }

  /** Both lists side by side: neither has ranges that overlap. */
  #compare(old: readonly Stretch[], now: readonly Stretch[]): RangeChange[] {
    const cuts = new Set([...old, ...now].flatMap(({ first, last }) => [first, last + 1n]));
    const sorted = [...cuts].sort((a, b) => (a < b ? -1 : 1));
    const [before, after] = [new StretchWalk(old, this.#states), new StretchWalk(now, this.#states)];
    const out: { first: Position; last: Position; was: State; is: State }[] = [];
    sorted.forEach((first, index) => {
      const next = sorted[index + 1];
      if (next === undefined) return;
      const [was, is] = [before.at(first), after.at(first)];
      if (was === is) return;
      const previous = out.at(-1);
      const joins = previous?.last === first - 1n && familyOf(first) === familyOf(first - 1n);
      if (previous && joins && previous.was === was && previous.is === is) previous.last = next - 1n;
      else out.push({ first, last: next - 1n, was, is });
    });
    return out.map(({ first, last, was, is }) => {
      return { outside: `${formatAddress(first)}-${formatAddress(last)}`, was, is };
    });
  }
}

/** Says what a list says of rising addresses. */
class StretchWalk {
  readonly #stretches: readonly Stretch[];
  readonly #states: RowStates;
  #next = 0;

  constructor(stretches: readonly Stretch[], states: RowStates) {
    this.#stretches = stretches;
    this.#states = states;
  }

  at(position: Position): State {
    let stretch = this.#stretches[this.#next];
    while (stretch && stretch.last < position) {
      this.#next++;
      stretch = this.#stretches[this.#next];
    }
    return stretch && stretch.first <= position ? stretch.state : this.#states.none;
  }
}

const NO_CHANGES: readonly RangeChange[] = [];

const outsideOf = ({ source, destination }: ConnectionRow): string => (isRange(source) ? source : destination);
