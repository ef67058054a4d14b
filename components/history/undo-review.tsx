'use client';
import { Undo2 } from 'lucide-react';
import { EffectSentence, PolicyDiff } from '#domain';
import { policyName } from '#engine';
import { useIntents, useWorkbench } from '#store';
import type { HistoryEntry } from '#stream';
import { Button, Icon } from '#ui';

/** What taking an entry back would write and change, and the button beside it. Nothing while nobody asks. */
export function UndoReview({ entry }: { entry: HistoryEntry }) {
  const review = useWorkbench(({ history }) => (history.review?.id === entry.id ? history.review : undefined));
  const { reviewUndo, undoEntry } = useIntents();
  if (!review) return null;
  const writes = entry.writes.filter(({ before, after }) => before !== undefined || after !== undefined);
  return (
    <section
      aria-label="What the undo changes"
      className="mt-2 ml-6.5 overflow-hidden rounded-button border border-line-2 bg-canvas"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        reviewUndo(undefined);
      }}
    >
      {writes.map(({ id, before, after }) => (
        <div key={id} className="border-b border-line-1">
          <h4 className="bg-raised px-3 py-1 text-list font-name">{policyName(id)}</h4>
          <PolicyDiff before={after} after={before} />
        </div>
      ))}
      <div className="flex flex-wrap items-center gap-2.5 bg-surface px-3 py-2.5">
        <div className="min-w-0 flex-1" role="status">
          {review.effect ? (
            <EffectSentence effect={review.effect} />
          ) : (
            <p className="text-list text-text-3">Working out what it would change.</p>
          )}
          <p className="text-hint text-text-3">What changed since is left as it is, and is said.</p>
        </div>
        <Button onClick={() => reviewUndo(undefined)}>Cancel</Button>
        <Button
          look="signal"
          autoFocus
          icon={<Icon of={Undo2} />}
          disabled={review.effect === undefined}
          onClick={() => void undoEntry(entry.id)}
        >
          Put it back
        </Button>
      </div>
    </section>
  );
}
