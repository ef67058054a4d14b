/** One end of a workload as the map draws it: wall when isolated, double bracket when open, and its count. */

import type { Direction } from '#engine';

export interface GateGlyphProps {
  direction: Direction;
  isolated: 'no' | 'part' | 'yes';
  /** `9`, `0`, `8+`, `?`. */
  count: string;
  tone: 'rule' | 'denied' | 'open' | 'unknown';
  size?: 'normal' | 'small';
}

const COLOURS = {
  rule: 'fill-allowed',
  denied: 'fill-denied',
  open: 'fill-open',
  unknown: 'fill-unknown',
} as const;

const WIDTH = 40;
const HEIGHT = 36;

/** Decoration to a screen reader: the heading beside it says the same. */
export function GateGlyph({ direction, isolated, count, tone, size = 'normal' }: GateGlyphProps) {
  const scale = size === 'small' ? 0.6 : 1;
  const wallX = direction === 'ingress' ? 3.5 : WIDTH - 8;
  return (
    <svg
      width={WIDTH * scale}
      height={HEIGHT * scale}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="shrink-0"
      aria-hidden="true"
      focusable="false"
    >
      {isolated !== 'yes' && <Brackets />}
      <rect x={4.5} y={4.5} width={31} height={27} rx={4} className="fill-raised stroke-line-3" />
      {isolated !== 'no' && (
        <rect x={wallX} y={2} width={4.5} height={isolated === 'part' ? 16 : 32} className="fill-wall" />
      )}
      <text
        x={WIDTH / 2 + (isolated === 'no' ? 0 : direction === 'ingress' ? 2 : -2)}
        y={22.4}
        textAnchor="middle"
        className={`font-mono text-list font-strong ${COLOURS[tone]}`}
      >
        {count}
      </text>
    </svg>
  );
}

function Brackets() {
  return (
    <g className="stroke-open" fill="none">
      <rect x={1} y={1} width={38} height={34} rx={6} strokeWidth={1.5} />
    </g>
  );
}
