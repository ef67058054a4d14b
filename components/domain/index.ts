/** Marks, lists and words that several features show alike. */

export { ChangeList, type ChangeListProps } from './change-list.tsx';
export { type ChangeKind, ChangeMark } from './change-mark.tsx';
export { EffectSentence } from './effect-sentence.tsx';
export { FindingList, subjectOf } from './finding-list.tsx';
export { FixButton } from './fix-button.tsx';
export { GateGlyph, type GateGlyphProps } from './gate-glyph.tsx';
export { impactInWords } from './impact-words.ts';
export { PolicyDiff } from './lazy-policy-diff.ts';
export { SeverityMark, severityWord } from './severity-mark.tsx';
export { type MarkKind, VerdictMark, type VerdictMarkProps } from './verdict-mark.tsx';
