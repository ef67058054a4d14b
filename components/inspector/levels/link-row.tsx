import type { ReactNode } from 'react';
import { amount } from '#ui';

export interface LinkRowProps {
  name: ReactNode;
  note: ReactNode;
  count: number;
  onClick: () => void;
}

/** A line of the map as a row: who, what it is made of, how many pairs. */
export function LinkRow({ name, note, count, onClick }: LinkRowProps) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-[22px] w-full items-center gap-2 rounded-chip text-left text-list hover:bg-raised"
    >
      <span aria-hidden="true" className="flex w-5 shrink-0 items-center">
        <span className="h-[1.5px] flex-1 bg-allowed" />
        <span className="border-y-[3.5px] border-l-[6px] border-y-transparent border-l-allowed" />
      </span>
      <span className="shrink-0 font-name">{name}</span>
      <span className="min-w-0 flex-1 truncate text-text-3">{note}</span>
      <span className="tabular shrink-0 text-right font-mono text-code text-text-1">{amount(count)}</span>
    </button>
  );
}
