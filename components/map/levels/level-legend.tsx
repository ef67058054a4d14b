'use client';
/** Below the levels: what the marks mean, and how many of each there are. */

import { LayoutGrid, Maximize, Minus, Plus } from 'lucide-react';
import { namespacesOnMap } from '#graph';
import { amount, Icon, IconButton } from '#ui';
import type { LevelFrame } from '#workbench';

const STEPS = ['0', '1–9', '10–49', '50–149', '150+'] as const;
const GROUND = [
  'bg-sunk text-denied',
  'bg-[color-mix(in_srgb,var(--allowed)_9%,var(--raised))]',
  'bg-[color-mix(in_srgb,var(--allowed)_24%,var(--raised))]',
  'bg-[color-mix(in_srgb,var(--allowed)_44%,var(--raised))]',
  'bg-[color-mix(in_srgb,var(--allowed)_70%,var(--raised))]',
] as const;

export interface LevelLegendProps {
  frame: LevelFrame;
  zoom: number;
  onZoom: (factor: number) => void;
  onFit: () => void;
  /** Places everything anew. */
  onLayOut: () => void;
}

export function LevelLegend({ frame, zoom, onZoom, onFit, onLayOut }: LevelLegendProps) {
  return (
    <div className="@container flex min-h-[var(--legend-height)] shrink-0 items-center gap-2 border-t border-line-2 bg-surface px-3">
      <div className="flex min-w-0 flex-wrap items-center gap-x-3 whitespace-nowrap text-hint text-text-2 @min-[900px]:gap-x-4">
        {frame.moves === undefined ? <Standing frame={frame} /> : <Changing frame={frame} />}
      </div>
      <span className="flex-1" />
      <div className="flex shrink-0 items-center">
        <IconButton label="Smaller (-)" className="size-5" onClick={() => onZoom(1 / 1.2)}>
          <Icon of={Minus} />
        </IconButton>
        <output className="tabular w-9 text-center font-mono text-code text-text-2" aria-label="Zoom">
          {zoom === 1 ? 'fit' : `${Math.round(zoom * 100)}%`}
        </output>
        <IconButton label="Larger (+)" className="size-5" onClick={() => onZoom(1.2)}>
          <Icon of={Plus} />
        </IconButton>
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

function Standing({ frame }: { frame: LevelFrame }) {
  const { facts, drawn, selected } = frame;
  const namespaces = namespacesOnMap(facts);
  const { lines, inGates } = drawn.picture;
  const all = lines.filter(({ share }) => share === 'all').length;
  const isCrowded = selected.all > 0 || inGates > 0;
  return (
    <>
      <span className="flex items-center gap-2">
        May reach it
        <span className="flex gap-px">
          {STEPS.map((words, step) => (
            <span
              key={words}
              className={`rounded-cell border border-line-2 px-1.5 font-mono text-[10px] leading-4 text-text-1 ${GROUND[step]}`}
            >
              {words}
            </span>
          ))}
        </span>
      </span>
      <Entry id="open" word="Open to everyone" count={namespaces.filter(({ open }) => open).length}>
        <OpenMark />
      </Entry>
      <Entry id="shut" word="Shut" count={namespaces.filter(({ shut }) => shut).length}>
        <span className="h-3 w-4 border-x-[3px] border-wall bg-sunk" />
      </Entry>
      <span className={isCrowded ? 'hidden' : 'hidden @min-[1000px]:contents'}>
        <Entry id="ingress" word="From ingress" count={namespaces.filter(({ fromIngress }) => fromIngress).length}>
          <span className="border-x-4 border-t-[5px] border-x-transparent border-t-text-1" />
        </Entry>
      </span>
      <Entry id="some" word="Some pairs" count={lines.length - all}>
        <LineMark className="h-[1.6px]" />
      </Entry>
      <span className={isCrowded ? 'hidden' : 'hidden @min-[960px]:contents'}>
        <Entry id="all" word="All" count={all}>
          <LineMark className="h-[3.2px]" />
        </Entry>
      </span>
      {selected.all > 0 && (
        <Entry id="selected" word="Of the selected" count={selected.all}>
          <LineMark className="h-[1.6px]" />
        </Entry>
      )}
      {inGates > 0 && <Entry id="gates" word="Between others, in their gates" count={inGates} />}
    </>
  );
}

function Changing({ frame: { moves, facts } }: { frame: LevelFrame }) {
  const between = moves?.groups.filter(({ from, to }) => from !== to) ?? [];
  const sources = (list: typeof between) => new Set(list.map(({ from }) => from)).size;
  const cut = between.filter(({ lost, left }) => lost > 0 && left === 0);
  const some = between.filter(({ lost, left }) => lost > 0 && left > 0);
  const gains = between.filter(({ gained }) => gained > 0);
  return (
    <>
      <Entry id="cut" word="Cut off" count={sources(cut)}>
        <span className="h-[3px] w-5 bg-denied" />
      </Entry>
      <Entry id="loses" word="Loses some" count={sources(some)}>
        <span className="h-0 w-5 border-t-2 border-dashed border-denied" />
      </Entry>
      <Entry id="gains" word="Gains" count={sources(gains)}>
        <LineMark className="h-[3.4px]" />
      </Entry>
      <Entry id="unchanged" word="Unchanged" count={facts.total - (moves?.gained ?? 0)} />
    </>
  );
}

function Entry({ id, word, count, children }: { id: string; word: string; count: number; children?: React.ReactNode }) {
  return (
    <span className="flex items-center gap-1.5" data-legend={id} data-count={count}>
      {children}
      {word}
      <span className="tabular font-strong text-text-1">{amount(count)}</span>
    </span>
  );
}

function OpenMark() {
  return (
    <span className="h-3 w-5 rounded-cell border border-l-2 border-open bg-[color-mix(in_srgb,var(--open)_38%,var(--raised))]" />
  );
}

function LineMark({ className }: { className: string }) {
  return (
    <span className="flex items-center">
      <span className={`w-4 bg-allowed ${className}`} />
      <span className="border-y-[3.5px] border-l-[6px] border-y-transparent border-l-allowed" />
    </span>
  );
}
