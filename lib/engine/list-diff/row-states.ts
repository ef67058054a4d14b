/** What rows say besides their ends, each once: two lists say the same of a pair where their states are one object. */

import type { ConnectionRow } from '../answers/connection-list.ts';
import { PROTOCOLS } from '../model/objects.ts';
import { type ConnectionSet, nothing } from '../sets/connection-set.ts';

export interface State {
  readonly id: number;
  readonly ports: ConnectionSet;
  readonly partial: boolean;
}

type Said = Pick<ConnectionRow, 'ports' | 'partial'>;

/** Names of pods and workloads hold a slash; ranges of addresses do not. */
export const isRange = (end: string): boolean => !end.includes('/');

export class RowStates {
  readonly none: State;
  readonly #byText = new Map<string, State>();
  /** Rows of one list share the ports they have in common: those are read once. */
  readonly #whole = new WeakMap<ConnectionSet, State>();
  readonly #partial = new WeakMap<ConnectionSet, State>();

  constructor() {
    this.none = this.#intern({ ports: nothing });
  }

  /** Of no row: that nothing is open. */
  of(row: Said | undefined): State {
    if (!row) return this.none;
    const known = row.partial ? this.#partial : this.#whole;
    let state = known.get(row.ports);
    if (!state) {
      state = this.#intern(row);
      known.set(row.ports, state);
    }
    return state;
  }

  #intern({ ports, partial = false }: { ports: ConnectionSet; partial?: boolean }): State {
    const text = `${partial} ${PROTOCOLS.map((protocol) => (ports[protocol] ?? []).join()).join(' ')}`;
    let state = this.#byText.get(text);
    if (!state) {
      state = { id: this.#byText.size, ports, partial };
      this.#byText.set(text, state);
    }
    return state;
  }
}
