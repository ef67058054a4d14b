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

interface Frame {
  readonly width: number;
  readonly height: number;
  /** From the bracket to the edge of the gate. */
  readonly inset: number;
  readonly text: string;
  readonly baseline: number;
}

const FRAMES: Readonly<Record<'normal' | 'small', Frame>> = {
  normal: { width: 40, height: 36, inset: 4.5, text: 'text-list', baseline: 22.4 },
  small: { width: 30, height: 24, inset: 3, text: 'text-code', baseline: 15.8 },
};

/** Decoration to a screen reader: the words beside it say the same. */
export function GateGlyph({ direction, isolated, count, tone, size = 'normal' }: GateGlyphProps) {
  const { width, height, inset, text, baseline } = FRAMES[size];
  const wall = isolated === 'no' ? 0 : direction === 'ingress' ? 2 : -2;
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="shrink-0"
      aria-hidden="true"
      focusable="false"
    >
      {isolated !== 'yes' && (
        <rect
          x={1}
          y={1}
          width={width - 2}
          height={height - 2}
          rx={inset + 1.5}
          strokeWidth={1.5}
          fill="none"
          className="stroke-open"
        />
      )}
      <rect
        x={inset}
        y={inset}
        width={width - 2 * inset}
        height={height - 2 * inset}
        rx={3.5}
        className="fill-raised stroke-line-3"
      />
      {isolated !== 'no' && (
        <rect
          x={direction === 'ingress' ? inset - 1 : width - inset - 3.5}
          y={inset - 2.5}
          width={4.5}
          height={isolated === 'part' ? height / 2 - inset + 2.5 : height - 2 * inset + 5}
          className="fill-wall"
        />
      )}
      <text
        x={width / 2 + wall}
        y={baseline}
        textAnchor="middle"
        className={`font-mono font-strong ${text} ${COLOURS[tone]}`}
      >
        {count}
      </text>
    </svg>
  );
}
