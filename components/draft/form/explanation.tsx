/** Under the selected row: what it means, whom it matches now, and the neighbouring mistake. */

import type { ReactNode } from 'react';
import type { Hint } from '#findings';

export function Explanation({
  words,
  hint,
  children,
}: {
  words: string;
  hint: Hint | undefined;
  children?: ReactNode;
}) {
  return (
    <div
      role="treeitem"
      aria-level={5}
      aria-selected={false}
      tabIndex={-1}
      className="my-1 mr-1 ml-3 border-l-2 border-signal-ink bg-sunk px-2.5 py-1.5 text-hint leading-[17px] text-text-2"
    >
      <p>
        {words}
        {hint && (
          <>
            {' '}
            <span className="text-text-1">Now: {hint.text}.</span>
          </>
        )}
      </p>
      {children && <div className="mt-1">{children}</div>}
    </div>
  );
}
