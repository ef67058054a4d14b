/** The mark of a change: a disc with plus, a ring with minus, a ring with a wave for other ports. Shape before colour. */

export type ChangeKind = 'added' | 'removed' | 'changed';

const COLOURS: Readonly<Record<ChangeKind, string>> = {
  added: 'text-allowed',
  removed: 'text-denied',
  changed: 'text-warning',
};

const WORDS: Readonly<Record<ChangeKind, string>> = { added: 'Added', removed: 'Removed', changed: 'Changed ports' };

export function ChangeMark({ kind }: { kind: ChangeKind }) {
  return (
    <svg width={14} height={14} viewBox="0 0 14 14" className={`shrink-0 ${COLOURS[kind]}`} role="img">
      <title>{WORDS[kind]}</title>
      <circle
        cx={7}
        cy={7}
        r={5.6}
        className={kind === 'added' ? 'fill-current' : 'fill-transparent'}
        stroke="currentColor"
        strokeWidth={1.4}
      />
      {kind === 'added' && <path d="M4.2 7h5.6M7 4.2v5.6" className="stroke-canvas" strokeWidth={1.6} />}
      {kind === 'removed' && <path d="M4.2 7h5.6" stroke="currentColor" strokeWidth={1.6} />}
      {kind === 'changed' && <path d="M4 7.6q1.5-2.4 3-.6t3-.6" fill="none" stroke="currentColor" strokeWidth={1.4} />}
    </svg>
  );
}
