import type { Choice, Hunk } from '#draft';
import { renderValue } from '#manifest';
import { classNames, SegmentedControl } from '#ui';

export interface HunkCardProps {
  hunk: Hunk;
  /** Undefined while it is to be decided. */
  choice: Choice | undefined;
  onChoose: (choice: Choice) => void;
}

const WHOSE: Readonly<Record<Choice, string>> = {
  theirs: 'changed live',
  mine: 'changed by you',
  both: 'changed by both',
};

/** One place that differs: what is stored now beside what is typed, and which of them is taken. */
export function HunkCard({ hunk, choice, onChoose }: HunkCardProps) {
  const { path, changedBy, base, theirs, mine, isItems } = hunk;
  const isOpen = choice === undefined;
  return (
    <li
      aria-label={`${path}, ${WHOSE[changedBy]}`}
      className={classNames('rounded-plate border bg-surface', isOpen ? 'border-warning' : 'border-line-2')}
    >
      <div className="flex flex-wrap items-center gap-2.5 border-b border-line-1 px-3 py-1.5">
        <span className="min-w-0 font-mono text-code break-all text-text-1">{path}</span>
        <span className={classNames('text-hint', changedBy === 'both' ? 'text-warning' : 'text-text-2')}>
          {WHOSE[changedBy]}
        </span>
        <span className="flex-1" />
        <SegmentedControl<Choice | 'open'>
          label={`Which is taken of ${path}`}
          value={choice ?? 'open'}
          onChange={(value) => value !== 'open' && onChoose(value)}
          segments={[
            { value: 'theirs', label: 'Live' },
            { value: 'mine', label: 'Yours' },
            ...(isItems ? [{ value: 'both' as const, label: 'Both' }] : []),
          ]}
        />
      </div>
      <div className="grid grid-cols-3 divide-x divide-line-1">
        <Side title="When you began" value={base} />
        <Side title="Live now" value={theirs} isLeft={choice === 'mine'} />
        <Side title="Yours" value={mine} isLeft={choice === 'theirs'} />
      </div>
    </li>
  );
}

function Side({ title, value, isLeft = false }: { title: string; value: unknown; isLeft?: boolean }) {
  const lines = Array.isArray(value) && value.length === 0 ? [] : renderValue(value);
  return (
    <section aria-label={title} className="min-w-0 px-3 py-2">
      <h4 className="mb-1 text-hint text-text-3">
        {title}
        {isLeft && ', not taken'}
      </h4>
      <pre
        className={classNames(
          'overflow-x-auto font-mono text-list leading-[18px] text-code-value',
          isLeft && 'line-through opacity-55',
        )}
      >
        {lines.length > 0 ? lines.join('\n') : 'nothing'}
      </pre>
    </section>
  );
}
