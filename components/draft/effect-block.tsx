'use client';
import { ChangeList, EffectSentence } from '#domain';
import { useIntents, useWorkbench } from '#store';
import { amount } from '#ui';
import { areLowerBounds, isReading } from '#workbench';

/** What the draft would change, always in sight: the sentence, then every pair. */
export function EffectBlock() {
  const intents = useIntents();
  const { diff, effect, outdated } = useWorkbench((state) => state.reading);
  const isEmpty = useWorkbench((state) => state.draft.edits.length === 0);
  const lowerBounds = useWorkbench(areLowerBounds);
  const reading = useWorkbench(isReading);
  const count = diff ? diff.added.length + diff.removed.length + diff.changed.length : 0;
  return (
    <section aria-label="Effect of the draft" className="shrink-0 border-t border-line-2 bg-surface">
      <div className="flex gap-2.5 px-3.5 py-2.5">
        <span className="w-[3px] shrink-0 rounded-cell bg-signal" aria-hidden />
        <div className="min-w-0">
          {effect ? (
            <EffectSentence effect={effect} />
          ) : (
            <p className="text-effect text-text-2">
              {isEmpty ? 'Nothing is drafted.' : 'No effect can be told yet: the text does not make a policy.'}
            </p>
          )}
          {outdated && effect && (
            <p className="mt-0.5 text-hint text-warning">
              A text has an error: this is the effect of its last sound form.
            </p>
          )}
          {lowerBounds && effect && (
            <p className="mt-0.5 text-hint text-unknown">
              {reading ? 'Pods are still being read' : 'Not every namespace may be read'}: these numbers are lower
              bounds.
            </p>
          )}
        </div>
      </div>
      {diff && count > 0 && (
        <div className="border-t border-line-1 px-3.5 pt-2 pb-2.5">
          <p className="mb-1 flex justify-between text-list text-text-2 tabular">
            <span>
              Changes <span className="text-text-3">{amount(count, lowerBounds)}</span>
            </span>
            <span>
              After: {amount(diff.after.totals.allowed, lowerBounds)} of {amount(diff.after.totals.pairs, lowerBounds)}{' '}
              allowed
            </span>
          </p>
          <div className="max-h-[126px] overflow-y-auto">
            <ChangeList
              diff={diff}
              onSelect={({ source, destination }) => intents.select({ type: 'edge', source, destination })}
            />
          </div>
        </div>
      )}
    </section>
  );
}
