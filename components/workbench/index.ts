/** Where React meets the store, and the marks that several screens draw alike. */

export { afterPaint } from './after-paint.ts';
export { ChangeList, type ChangeListProps } from './change-list.tsx';
export { type ChangeKind, ChangeMark } from './change-mark.tsx';
export { EffectSentence } from './effect-sentence.tsx';
export { FindingList, subjectOf } from './finding-list.tsx';
export { FixButton } from './fix-button.tsx';
export { GateGlyph, type GateGlyphProps } from './gate-glyph.tsx';
export { impactInWords } from './impact-words.ts';
export { PolicyDiff } from './lazy-policy-diff.ts';
export { namespaceForDraft } from './namespace-for-draft.ts';
export { PlainEditor } from './plain-editor.tsx';
export { SCREENS, type Screen, type ScreenEntry, screenEntry } from './screens.ts';
export { SeverityMark, severityWord } from './severity-mark.tsx';
export { typingPlace } from './typing-place.ts';
export { useFreshHistory } from './use-fresh-history.ts';
export { useProblems } from './use-problems.ts';
export { showScreen, useScreen } from './use-screen.ts';
export { type MarkKind, VerdictMark, type VerdictMarkProps } from './verdict-mark.tsx';
export { useIntents, useQuietly, useWorkbench, useWorkbenchStore, WorkbenchProvider } from './workbench-provider.tsx';
