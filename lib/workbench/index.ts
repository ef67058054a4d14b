/** The one client state, what is derived from it, and its store. Pure. */
export { type Analyst, createAnalyst } from './analyst.ts';
export { changedEdits, storedVersion } from './drafts/writes.ts';
export { type Folding, foldingOf, isFolded } from './folding.ts';
export { loadDraftReader } from './load-draft-reader.ts';
export { areMinima, isReading, isUnjudged, readingWords, uncertainGates } from './minima.ts';
export { type RefusalRow, refusalRows } from './refusal-rows.ts';
export type { Later } from './remarker.ts';
export type * from './state/analyst-messages.ts';
export { INITIAL_STATE } from './state/initial-state.ts';
export type * from './state/ports.ts';
export type * from './state/state.ts';
export { createWorkbench, type StreamVerdict, type Workbench } from './store.ts';
export { type Certainty, certaintiesOf, type UnknownPair, unknownPairs, unreadableNamespaces } from './unreadable.ts';
