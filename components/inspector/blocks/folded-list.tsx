'use client';
import { type ReactNode, useState } from 'react';
import { amount, LinkButton } from '#ui';

export interface FoldedListProps<Item> {
  items: readonly Item[];
  /** How many are shown before asking; the rest is counted, never dropped. */
  limit: number;
  /** What the items are called, for `Show all 120 workloads`. */
  noun: string;
  children: (item: Item) => ReactNode;
}

/** List entries; those beyond the limit come on demand, so that a large cluster does not slow the panel. */
export function FoldedList<Item>({ items, limit, noun, children }: FoldedListProps<Item>) {
  const [all, setAll] = useState(false);
  const folds = !all && items.length > limit;
  return (
    <>
      {(folds ? items.slice(0, limit) : items).map(children)}
      {folds && (
        <li className="flex min-h-[22px] items-center">
          <LinkButton className="tabular text-list" onClick={() => setAll(true)}>
            Show all {amount(items.length)} {noun}
          </LinkButton>
        </li>
      )}
    </>
  );
}
