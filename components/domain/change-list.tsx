'use client';
import { useMemo, useState } from 'react';
import { type ConnectionChange, type ConnectionSet, describe, type ReachabilityDiff, workloadName } from '#engine';
import { LinkButton } from '#ui';
import { type ChangeKind, ChangeMark } from './change-mark.tsx';

export interface ChangeListProps {
  diff: ReachabilityDiff;
  onSelect?: (change: ConnectionChange) => void;
}

/** Rows beyond this wait for a click: ten thousand rows would stop the page while typing. */
const SHOWN_AT_FIRST = 120;

/** Every pair a draft adds, removes or changes, in two columns. */
export function ChangeList({ diff, onSelect }: ChangeListProps) {
  const [all, setAll] = useState(false);
  const rows = useMemo(() => rowsOf(diff), [diff]);
  const shown = all ? rows : rows.slice(0, SHOWN_AT_FIRST);
  return (
    <ul className="grid grid-cols-2 gap-x-4" aria-label="Changed connections">
      {shown.map(({ kind, change }) => (
        <li key={`${change.source} ${change.destination}`} className="min-w-0">
          <button
            type="button"
            onClick={() => onSelect?.(change)}
            title={`${change.source} to ${change.destination}`}
            className="ring-inside flex h-[21px] w-full min-w-0 items-center gap-2 rounded-cell text-left text-list hover:bg-signal-wash"
          >
            <ChangeMark kind={kind} />
            <span className="min-w-0 flex-1 truncate text-text-1">
              {workloadName(change.source)} <span className="text-text-3">to</span> {workloadName(change.destination)}
            </span>
            {change.unknown && (
              <span className="shrink-0 font-mono text-code text-unknown" title="Policies of other kinds may decide">
                ?
              </span>
            )}
            {kind !== 'removed' && <Ports kind={kind} change={change} />}
          </button>
        </li>
      ))}
      {shown.length < rows.length && (
        <li>
          <LinkButton className="text-list" onClick={() => setAll(true)}>
            Show all {rows.length}
          </LinkButton>
        </li>
      )}
    </ul>
  );
}

function Ports({ kind, change }: { kind: ChangeKind; change: ConnectionChange }) {
  const text =
    kind === 'changed' ? `${portWords(change.before)} → ${portWords(change.after)}` : portWords(change.after);
  return (
    <span className={`max-w-[45%] truncate font-mono text-code ${kind === 'added' ? 'text-allowed' : 'text-text-2'}`}>
      {text}
    </span>
  );
}

/** TCP is what everyone expects, so a TCP port stands alone. */
function portWords(ports: ConnectionSet): string {
  return describe(ports).replace(/^TCP (?=\d+$)/, '');
}

function rowsOf(diff: ReachabilityDiff): readonly { kind: ChangeKind; change: ConnectionChange }[] {
  return [
    ...diff.added.map((change) => ({ kind: 'added' as const, change })),
    ...diff.changed.map((change) => ({ kind: 'changed' as const, change })),
    ...diff.removed.map((change) => ({ kind: 'removed' as const, change })),
  ];
}
