/** Columns of a compiled snapshot as they are, or would be, with the classes of some gates changed. */

import type { ClassSet } from './class-set.ts';
import type { Column, Columns } from './columns.ts';
import type { Overlay } from './overlay.ts';
import { meetColumns, type Piece, peersOfPieces } from './row.ts';
import type { Factors, Pools } from './terms.ts';

/** The classes in a row: those that all rows of a gate have, and the few more of this one. */
export interface RowPeers {
  readonly open: ClassSet;
  readonly own: ClassSet;
}

/** Part by part: the large parts are few and remembered, the others small. */
export function podsInBoth(a: RowPeers, b: RowPeers, { sets }: Pools): number {
  const common = (one: ClassSet, other: ClassSet) => sets.intersect(one, other).pods;
  return common(a.open, b.open) + common(a.open, b.own) + common(a.own, b.open) + common(a.own, b.own);
}

interface OpenRow {
  readonly pieces: Piece[];
  readonly tuples: bigint;
  readonly peers: ClassSet;
}

/** Columns of the base, with the affected classes taken out and put back as some groups have them. */
export class OverlaidColumns {
  readonly #base: Columns;
  readonly #hidden: ClassSet;
  readonly #added: Columns;
  readonly #overlay: Overlay;
  #open = new Map<Factors, OpenRow>();
  #shown = new Map<Column, Column>();

  constructor(overlay: Overlay, base: Columns, hidden: ClassSet, added: Columns) {
    this.#overlay = overlay;
    this.#base = base;
    this.#hidden = hidden;
    this.#added = added;
  }

  /** What passes both the gate that says `terms` and these columns, for a class that `sparse` columns admit. */
  meet(terms: Factors, sparse: readonly Column[], example: number): Piece[] {
    if (terms.length === 0) return [];
    const open = this.#openRow(terms).pieces;
    const own = this.#own(terms, sparse, example);
    return own.length === 0 ? open : [...open, ...own];
  }

  /** Ports times pods of what `meet` gives. */
  tuples(terms: Factors, sparse: readonly Column[], example: number): bigint {
    return terms.length === 0 ? 0n : this.#openRow(terms).tuples + tuplesOf(this.#own(terms, sparse, example));
  }

  /** Classes in what `meet` gives, less some. */
  peers(terms: Factors, sparse: readonly Column[], example: number, less: ClassSet): RowPeers {
    const { pools } = this.#overlay.base;
    const { sets } = pools;
    if (terms.length === 0) return { open: sets.none, own: sets.none };
    const { peers } = this.#openRow(terms);
    const own = sets.subtract(peersOfPieces(this.#own(terms, sparse, example), pools), peers);
    return { open: sets.subtract(peers, less), own: sets.subtract(own, less) };
  }

  #own(terms: Factors, sparse: readonly Column[], example: number): Piece[] {
    const columns = [...this.#visible(sparse), ...this.#added.admitting(example)];
    return columns.length === 0 ? [] : meetColumns(terms, columns, this.#overlay.base.pools);
  }

  /** The part of a row that no class differs in. */
  #openRow(terms: Factors): OpenRow {
    let row = this.#open.get(terms);
    if (!row) {
      const { pools } = this.#overlay.base;
      const pieces = meetColumns(terms, [...this.#visible(this.#base.open), ...this.#added.open], pools);
      row = { pieces, tuples: tuplesOf(pieces), peers: peersOfPieces(pieces, pools) };
      this.#open.set(terms, row);
    }
    return row;
  }

  /** Columns of the base without the hidden classes. */
  #visible(columns: readonly Column[]): readonly Column[] {
    const { sets } = this.#overlay.base.pools;
    if (this.#hidden === sets.none) return columns;
    return columns.flatMap((column) => {
      let visible = this.#shown.get(column);
      if (!visible) {
        visible = { ...column, members: sets.subtract(column.members, this.#hidden) };
        this.#shown.set(column, visible);
      }
      return visible.members === sets.none ? [] : [visible];
    });
  }

  /** Sparse columns of the base and of the overlay that admit a class, as keys to gather by. */
  listsOf(index: number): readonly [readonly Column[], readonly Column[]] {
    return [this.#base.admitting(index), this.#added.admitting(index)];
  }
}

function tuplesOf(pieces: readonly Piece[]): bigint {
  return pieces.reduce((sum, { ports, peers }) => sum + BigInt(ports.size * peers.pods), 0n);
}
