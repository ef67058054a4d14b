'use client';
/** Below the map: the legend is filter and count in one; beside it the zoom. */

import { LayoutGrid, Maximize, Minus, Plus } from 'lucide-react';
import { memo } from 'react';
import { type LegendCounts, legendCounts } from '#graph';
import { useIntents, useWorkbench } from '#store';
import { amount, classNames, Icon, IconButton } from '#ui';
import { areLowerBounds, freshnessOf, type Shown, shownDiff } from '#workbench';
import { LegendSample, type Sample } from './legend-sample.tsx';

export interface MapLegendProps {
  /** 1 = 100 %. */
  zoom: number;
  onZoom: (factor: number) => void;
  onFit: () => void;
  /** Places everything anew. */
  onLayOut: () => void;
  /** Namespaces are strips: lines stand for many pairs. */
  folded: boolean;
}

/** `more` is left out where the map is narrow. */
interface Entry {
  readonly of: keyof Shown;
  readonly word: string;
  readonly more?: string;
  readonly key?: string;
}

const TOGGLES: readonly Entry[] = [
  { of: 'rule', word: 'Allowed', more: ' by rule' },
  { of: 'open', word: 'Open', more: ', no policy', key: 'O' },
  { of: 'denied', word: 'Denied', key: 'D' },
  { of: 'unknown', word: 'Unknown' },
];

export function MapLegend({ zoom, onZoom, onFit, onLayOut, folded }: MapLegendProps) {
  return (
    <div className="@container flex min-h-[var(--legend-height)] shrink-0 items-center gap-2 border-t border-line-2 bg-surface px-3">
      <LegendEntries folded={folded} />
      <span className="flex-1" />
      <div className="flex shrink-0 items-center">
        <span className="hidden @min-[900px]:contents">
          <IconButton label="Smaller (-)" className="size-5" onClick={() => onZoom(1 / 1.2)}>
            <Icon of={Minus} />
          </IconButton>
        </span>
        <output className="tabular w-9 text-center font-mono text-code text-text-2" aria-label="Zoom">
          {Math.round(zoom * 100)}%
        </output>
        <span className="hidden @min-[900px]:contents">
          <IconButton label="Larger (+)" className="size-5" onClick={() => onZoom(1.2)}>
            <Icon of={Plus} />
          </IconButton>
        </span>
        <IconButton label="Lay out again" className="ml-1 size-5" onClick={onLayOut}>
          <Icon of={LayoutGrid} />
        </IconButton>
        <IconButton label="Fit the map to the window (0)" className="ml-1 size-5" onClick={onFit}>
          <Icon of={Maximize} />
        </IconButton>
      </div>
    </div>
  );
}

/** Apart from the zoom, which changes with every turn of the wheel. */
const LegendEntries = memo(function LegendEntries({ folded }: { folded: boolean }) {
  const reachability = useWorkbench((state) => state.reachability);
  const diff = useWorkbench(shownDiff);
  const view = useWorkbench((state) => state.view);
  const shown = useWorkbench((state) => state.shown);
  const lowerBounds = useWorkbench(areLowerBounds);
  const { setShown } = useIntents();
  const namespaces = useWorkbench((state) => state.namespaces);
  const counts = reachability === undefined ? undefined : legendCounts(reachability, diff, view, namespaces);
  return (
    <fieldset
      className={classNames(
        'flex min-w-0 flex-wrap items-center gap-x-2 whitespace-nowrap @min-[820px]:gap-x-2.5',
        // With the draft's own entries the same words need more room.
        diff === undefined ? '@min-[900px]:gap-x-4.5' : '@min-[1160px]:gap-x-4.5',
      )}
    >
      <legend className="sr-only">What the map shows</legend>
      {diff === undefined ? null : (
        <>
          <Plain sample="added" word="Added" count={counts?.added} />
          <Plain sample="removed" word="Removed" count={counts?.removed} />
          <Divider />
        </>
      )}
      {TOGGLES.map(({ of, word, more = '', key }) => (
        <Toggle
          key={of}
          of={of}
          word={word}
          more={diff === undefined ? more : ''}
          keyName={key}
          on={shown[of]}
          count={counts?.[of]}
          minimum={lowerBounds}
          note={of === 'denied' ? deniedWords(counts) : ''}
          outside={of === 'denied' ? (counts?.deniedOutside ?? 0) : 0}
          onToggle={() => setShown({ ...shown, [of]: !shown[of] })}
        />
      ))}
      <span className="flex items-center gap-4">
        <Divider />
        {folded && (
          <>
            <Plain sample="all" word="All pairs" />
            <Plain sample="some" word="Some" />
          </>
        )}
        <Plain sample="isolated" word={folded ? 'Share isolated' : 'Isolated'} />
      </span>
    </fieldset>
  );
});

interface ToggleProps {
  of: keyof Shown;
  word: string;
  more: string;
  keyName: string | undefined;
  on: boolean;
  count: number | undefined;
  minimum: boolean;
  /** What the count is made of, where that is not plain. */
  note: string;
  /** Pairs with the outside in the count: told apart, so that the rest adds up to the pairs of workloads. */
  outside: number;
  onToggle: () => void;
}

function Toggle({ of, word, more, keyName, on, count, minimum, note, outside, onToggle }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      title={`${on ? 'Hide' : 'Show'} ${word.toLowerCase()}${more}${note}${keyName === undefined ? '' : ` (${keyName})`}`}
      data-legend={of}
      data-count={count}
      className="ring-inside flex h-[26px] items-center gap-1.5 rounded-button text-hint @min-[900px]:gap-2 text-text-2 hover:text-text-1"
      onClick={onToggle}
    >
      <Words
        sample={of}
        word={word}
        more={more}
        count={count === undefined ? undefined : count - outside}
        minimum={minimum}
        off={!on}
      />
      {outside > 0 && (
        <span className="tabular text-text-3">
          + {amount(outside)}
          <span className="sr-only @min-[820px]:not-sr-only"> outside</span>
        </span>
      )}
    </button>
  );
}

function Plain({ sample, word, count }: { sample: Sample; word: string; count?: number | undefined }) {
  return (
    <span
      data-legend={sample}
      data-count={count}
      className="flex items-center gap-1.5 text-hint @min-[900px]:gap-2 text-text-2"
    >
      <Words sample={sample} word={word} count={count} off={false} />
    </span>
  );
}

interface WordsProps {
  sample: Sample;
  word: string;
  more?: string;
  count?: number | undefined;
  minimum?: boolean;
  off: boolean;
}

function Words({ sample, word, more, count, minimum, off }: WordsProps) {
  const isEnforced = useWorkbench((state) => freshnessOf(state) !== 'unenforced');
  return (
    <>
      <span className={off ? 'opacity-55' : undefined}>
        <LegendSample of={sample} isEnforced={isEnforced} />
      </span>
      <span className={off ? 'text-text-3' : undefined}>
        {word}
        {more === undefined ? null : <span className="hidden @min-[820px]:inline">{more}</span>}
      </span>
      {count === undefined ? null : (
        <span className={classNames('tabular font-strong', off ? 'text-text-3' : 'text-text-1')}>
          {amount(count, minimum)}
        </span>
      )}
    </>
  );
}

/** The panel counts pairs of workloads; lines to and from the internet are pairs here too. */
function deniedWords(counts: LegendCounts | undefined): string {
  if (!counts || counts.deniedOutside === 0) return '';
  const { denied, deniedOutside } = counts;
  return `: ${amount(denied - deniedOutside)} pairs of workloads, ${amount(deniedOutside)} with the internet`;
}

function Divider() {
  return <span aria-hidden="true" className="h-4 w-px shrink-0 bg-line-2" />;
}
