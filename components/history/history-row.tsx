'use client';
import { Check, ChevronRight, CircleAlert, Undo2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { PolicyDiff } from '#domain';
import { policyName, policyNamespace } from '#engine';
import { useIntents, useWorkbench } from '#store';
import type { HistoryEntry, HistoryWrite } from '#stream';
import { ageWords, Button, classNames, ForeignText, Icon, LongName, useNow } from '#ui';
import { entryWords, OUTCOME_WORDS } from './entry-words.ts';
import { UndoReview } from './undo-review.tsx';

export interface HistoryRowProps {
  entry: HistoryEntry;
  /** The entry that took this one back. */
  undoneBy: HistoryEntry | undefined;
}

/** One attempt: a line that says it all, its policies below, each with its lines on demand. */
export function HistoryRow({ entry, undoneBy }: HistoryRowProps) {
  const { title, outcome } = entryWords(entry);
  const refused = useWorkbench(({ history }) => (history.refused?.id === entry.id ? history.refused : undefined));
  return (
    <li className="border-b border-line-1 px-4 py-3" data-entry={entry.id}>
      <div className="flex items-start gap-2.5">
        <Icon
          of={outcome === 'done' ? (entry.action === 'undo' ? Undo2 : Check) : CircleAlert}
          size={16}
          className={`mt-px shrink-0 ${outcome === 'done' ? 'text-allowed' : outcome === 'part' ? 'text-warning' : 'text-denied'}`}
        />
        <div className="min-w-0 flex-1">
          <h3 className="text-body font-name">{title}</h3>
          <p className="tabular text-list text-text-3">
            <When time={entry.time} />, {entry.user ? <ForeignText text={entry.user} /> : 'identity not known'},{' '}
            <ForeignText text={entry.cluster.name} />
          </p>
        </div>
        <WayBack entry={entry} undoneBy={undoneBy} />
      </div>
      <UndoReview entry={entry} />
      {entry.undoProblem !== undefined && (
        <p role="alert" className="mt-1.5 ml-6.5 text-list break-words text-denied">
          It was to take itself back and did not. {entry.undoProblem}
        </p>
      )}
      {refused && (
        <p role="alert" className="mt-1.5 ml-6.5 text-list break-words text-denied">
          Not taken back. {refused.message}
        </p>
      )}
      <ul className="mt-1.5 ml-6.5">
        {entry.writes.map((write) => (
          <Write key={write.id} write={write} />
        ))}
      </ul>
    </li>
  );
}

function WayBack({ entry, undoneBy }: HistoryRowProps): ReactNode {
  const undoing = useWorkbench(({ history }) => history.undoing);
  const readOnly = useWorkbench((state) => state.session?.readOnly ?? false);
  const isReviewed = useWorkbench(({ history }) => history.review?.id === entry.id);
  const { reviewUndo } = useIntents();
  if (undoneBy && entryWords(undoneBy).outcome !== 'nothing') {
    return <p className="shrink-0 text-list text-text-3">Taken back since</p>;
  }
  if (!entry.undoable) return null;
  if (readOnly) return <p className="shrink-0 text-list text-text-3">Read-only: it cannot be taken back here</p>;
  return (
    <Button
      icon={<Icon of={Undo2} />}
      disabled={undoing !== undefined}
      title="Shows what it would put back, and what that changes"
      aria-expanded={isReviewed}
      onClick={() => reviewUndo(isReviewed ? undefined : entry.id)}
    >
      {undoing === entry.id ? 'Undoing' : 'Undo'}
    </Button>
  );
}

const OUTCOME_COLOURS: Readonly<Record<HistoryWrite['outcome'], string>> = {
  created: 'text-allowed',
  changed: 'text-warning',
  deleted: 'text-denied',
  unchanged: 'text-text-3',
  refused: 'text-denied',
  skipped: 'text-text-3',
  unknown: 'text-unknown',
};

function Write({ write }: { write: HistoryWrite }) {
  const [open, setOpen] = useState(false);
  const namespace = policyNamespace(write.id);
  const hasLines = write.before !== undefined || write.after !== undefined;
  const words = (
    <>
      {namespace !== undefined && <span className="shrink-0 text-text-3">{namespace} /</span>}
      <LongName text={policyName(write.id)} className="text-text-1" />
      <span className={classNames('shrink-0 font-name', OUTCOME_COLOURS[write.outcome])}>
        {OUTCOME_WORDS[write.outcome]}
      </span>
    </>
  );
  return (
    <li className="text-list">
      {hasLines ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-6 max-w-full min-w-0 items-center gap-1.5 rounded-chip text-left hover:text-signal-ink"
        >
          <Icon of={ChevronRight} className={classNames('shrink-0 text-text-3', open && 'rotate-90')} />
          {words}
        </button>
      ) : (
        <p className="flex min-h-6 min-w-0 items-center gap-1.5 pl-5">{words}</p>
      )}
      {write.refusal && (
        <p className="pl-5 break-words text-text-2">
          <ForeignText text={write.refusal.message} />
        </p>
      )}
      {write.warnings.map((warning) => (
        <p key={warning} className="pl-5 break-words text-warning">
          <ForeignText text={warning} />
        </p>
      ))}
      {open && (
        <div className="mt-1 mb-2 overflow-hidden rounded-button border border-line-2 bg-canvas">
          <PolicyDiff before={write.before} after={write.after} />
        </div>
      )}
    </li>
  );
}

/** The server's clock, told in this machine's time, and how long ago that is. */
function When({ time }: { time: string }) {
  // A beat a second: the age grows while one looks at it.
  useNow();
  const at = Date.parse(time);
  if (Number.isNaN(at)) return time;
  const words = new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <time dateTime={time} title={words}>
      {ageWords(Date.now() - at)} ago ({words})
    </time>
  );
}
