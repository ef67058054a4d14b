import type { ReactNode } from 'react';

/** A key, as it is printed on the keyboard. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-chip border border-line-2 bg-raised px-1 font-mono text-code text-text-2">
      {children}
    </kbd>
  );
}
