/** Line samples of the legend, drawn as the map draws them. */

export type Sample = 'all' | 'some' | 'added' | 'removed' | 'rule' | 'open' | 'denied' | 'unknown' | 'isolated';

const COLOUR: Readonly<Record<Sample, string>> = {
  all: 'text-allowed',
  some: 'text-allowed',
  added: 'text-allowed',
  removed: 'text-denied',
  rule: 'text-allowed',
  open: 'text-open',
  denied: 'text-denied',
  unknown: 'text-unknown',
  isolated: 'text-wall',
};

/** Where nothing is enforced the map draws no line in the colour of a verdict. */
const UNENFORCED: Readonly<Record<Sample, string>> = {
  all: 'text-line-3',
  some: 'text-line-3',
  added: 'text-line-3',
  removed: 'text-line-3',
  rule: 'text-line-3',
  open: 'text-text-3',
  denied: 'text-line-3',
  unknown: 'text-line-3',
  isolated: 'text-wall',
};

export function LegendSample({ of, isEnforced }: { of: Sample; isEnforced: boolean }) {
  return (
    <svg
      width={of === 'added' || of === 'removed' ? 30 : of === 'isolated' ? 16 : 25}
      height={18}
      className={`shrink-0 ${(isEnforced ? COLOUR : UNENFORCED)[of]}`}
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[of]}
    </svg>
  );
}

const SHAPES = {
  all: (
    <>
      <path d="M0 9H18" strokeWidth={2.8} />
      <path d="M17 4.8 25 9 17 13.2Z" fill="currentColor" stroke="none" />
    </>
  ),
  some: (
    <>
      <path d="M0 9H18" strokeWidth={2.2} strokeDasharray="6 3" />
      <path d="M17 4.8 25 9 17 13.2Z" fill="currentColor" stroke="none" />
    </>
  ),
  rule: (
    <>
      <path d="M0 9H18" strokeWidth={1.9} />
      <path d="M17 4.8 25 9 17 13.2Z" fill="currentColor" stroke="none" />
    </>
  ),
  open: (
    <>
      <path d="M22 4.5H11a4.5 4.5 0 0 0 0 9H22" strokeWidth={1.5} />
      <path d="M14 1H9.5a8 8 0 0 0 0 16H14" strokeWidth={1} strokeDasharray="2.4 2.4" opacity={0.6} />
    </>
  ),
  denied: (
    <>
      <path d="M0 9H19" strokeWidth={2} strokeDasharray="5 2.6" />
      <path d="M23.5 4v10" strokeWidth={2.6} />
    </>
  ),
  unknown: (
    <>
      <path d="M1.2 9H16" strokeWidth={2.4} strokeDasharray="0.4 3.9" strokeLinecap="round" />
      <text x={21.5} y={13} textAnchor="middle" className="fill-current stroke-none font-mono text-hint font-strong">
        ?
      </text>
    </>
  ),
  isolated: (
    <>
      <path d="M3 4.5H15.5V13.5H3" strokeWidth={1} className="fill-raised stroke-line-3" />
      <path d="M2 1.5v15" strokeWidth={4} />
    </>
  ),
  added: (
    <>
      <path d="M0 9H21" strokeWidth={3.2} />
      <path d="M20 3 30 9 20 15Z" fill="currentColor" stroke="none" />
      <circle cx={11} cy={9} r={5} strokeWidth={2} className="fill-surface" />
      <path d="M8.6 9h4.8M11 6.6v4.8" strokeWidth={1.7} />
    </>
  ),
  removed: (
    <>
      <path d="M0 9H9M21 9H28" strokeWidth={3.2} />
      <path d="M11 5 19 13M19 5 11 13" strokeWidth={2} />
      <path d="M28.5 2.5v13" strokeWidth={2.8} />
    </>
  ),
} as const;
