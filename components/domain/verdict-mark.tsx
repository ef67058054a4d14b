/** The line sample of a verdict, as it is drawn on the map: line, end and colour. A word always stands beside it. */

export type MarkKind = 'rule' | 'open' | 'denied' | 'unknown';

const COLOURS: Readonly<Record<MarkKind, string>> = {
  rule: 'text-allowed',
  open: 'text-open',
  denied: 'text-denied',
  unknown: 'text-unknown',
};

export interface VerdictMarkProps {
  kind: MarkKind;
  /** Length in pixels: 18 in lists, 24 in a legend. */
  length?: number;
  /** Open has a hollow arrowhead in lists and a filled one on the map. */
  filled?: boolean;
}

export function VerdictMark({ kind, length = 18, filled }: VerdictMarkProps) {
  return (
    <svg
      width={length}
      height={12}
      viewBox={`0 0 ${length} 12`}
      className={`shrink-0 ${COLOURS[kind]}`}
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      focusable="false"
    >
      {kind === 'rule' && <Arrow length={length} width={1.9} filled />}
      {kind === 'open' && <Arrow length={length} width={1.3} filled={filled ?? false} />}
      {kind === 'denied' && (
        <>
          <path d={`M0 6H${length - 2}`} strokeWidth={1.9} strokeDasharray="5 2.5" />
          <path d={`M${length - 1.5} 1.5v9`} strokeWidth={2.6} />
        </>
      )}
      {kind === 'unknown' && (
        <>
          <path d={`M1 6H${length - 8}`} strokeWidth={2.2} strokeDasharray="0.4 3.8" strokeLinecap="round" />
          <text x={length - 3.2} y={10} textAnchor="middle" className="fill-current stroke-none font-mono text-code">
            ?
          </text>
        </>
      )}
    </svg>
  );
}

function Arrow({ length, width, filled }: { length: number; width: number; filled: boolean }) {
  const neck = length - 8;
  return (
    <>
      <path d={`M0 6H${neck}`} strokeWidth={width} />
      <path
        d={`M${neck} 2 ${length - 1} 6 ${neck} 10Z`}
        strokeWidth={filled ? 0 : 1.2}
        strokeLinejoin="round"
        fill={filled ? 'currentColor' : 'none'}
      />
    </>
  );
}
