'use client';
import { History, OctagonAlert, RefreshCw } from 'lucide-react';
import { useFreshHistory, useIntents, useWorkbench } from '#store';
import { Button, EmptyState, Icon } from '#ui';
import { HistoryRow } from './history-row.tsx';

/** The screen of history, newest first. It is read anew whenever something was written or a policy changed. */
export function HistoryScreen() {
  const { state, entries, message } = useWorkbench(({ history }) => history);
  const { readHistory } = useIntents();
  useFreshHistory({ after: 200 });
  return (
    <section aria-label="History" className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <div className="flex h-[var(--toolbar-height)] shrink-0 items-center gap-3 border-b border-line-1 px-3">
        <Icon of={History} className="shrink-0 text-text-2" />
        <h2 className="shrink-0 text-body font-name">History</h2>
        <p className="tabular min-w-0 truncate text-body text-text-3">
          {entries && `${entries.length} ${entries.length === 1 ? 'attempt' : 'attempts'} to write, newest first`}
        </p>
        <span className="flex-1" />
        <Button size="small" icon={<Icon of={RefreshCw} />} onClick={() => void readHistory()}>
          Read again
        </Button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {state === 'failed' && (
          <p
            role="alert"
            className="flex items-start gap-2 border-b border-line-1 bg-denied-wash px-4 py-2.5 text-body"
          >
            <Icon of={OctagonAlert} className="mt-0.5 shrink-0 text-denied" />
            <span className="min-w-0 break-words">
              History could not be read. {message} {entries && 'Below is what was read before.'}
            </span>
          </p>
        )}
        {!entries && state !== 'failed' && (
          <p role="status" className="p-5 text-body text-text-2">
            Reading history.
          </p>
        )}
        {entries?.length === 0 && (
          <div className="p-5">
            <EmptyState title="Nothing was written yet">
              What is applied from here, and what is taken back, is kept in this list with the way back.
            </EmptyState>
          </div>
        )}
        {entries && entries.length > 0 && (
          <ol className="mx-auto max-w-[1180px]" data-testid="history">
            {entries.map((entry) => (
              <HistoryRow key={entry.id} entry={entry} undoneBy={entries.find(({ undoes }) => undoes === entry.id)} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
