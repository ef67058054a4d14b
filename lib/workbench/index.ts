/** The one client state, what is derived from it, and its store. Pure. */

export { type Analyst, createAnalyst } from './analyst.ts';
export { type BuildPace, buildPace } from './build-pace.ts';
export type { CompletionQuestion } from './completion/complete.ts';
export type { Completion, Completions } from './completion/completion.ts';
export { ownLabels } from './drafts/own-labels.ts';
export { changedEdits, idsIn, policyCount, storedVersion, WRONG_TYPE } from './drafts/writes.ts';
export type { Later } from './findings-watch.ts';
export { describeThing } from './levels/describe-thing.ts';
export { type LevelFocus, type LevelThing, levelFocus, selectionOfThing, thingOf } from './levels/level-focus.ts';
export { type LevelFrame, type LevelPipeline, levelFactsOf, levelPipeline } from './levels/level-frame.ts';
export { groupByOf, groupingWays, levelOf, type ShownLevel } from './levels/level-of.ts';
export { thingTowards } from './levels/level-walk.ts';
export { namespacesFound } from './levels/namespaces-found.ts';
export { loadDraftReader } from './load-draft-reader.ts';
export type * from './proposals/proposal.ts';
export { type RefusalRow, refusalRows } from './refusal-rows.ts';
export type * from './state/analyst-messages.ts';
export { INITIAL_STATE } from './state/initial-state.ts';
export type * from './state/ports.ts';
export type * from './state/state.ts';
export { createWorkbench, type StreamVerdict, type Workbench } from './store.ts';
export { type Arrow, stripTowards } from './view/arrow-navigation.ts';
export { describeStrip } from './view/describe-strip.ts';
export { type Choice, type Focus, gateKey } from './view/focus.ts';
export { type Folding, foldingOf, isFolded } from './view/folding.ts';
export { freshnessOf, staleSince } from './view/freshness.ts';
export { areLowerBounds, isReading, isUnjudged, readingWords, uncertainGates } from './view/lower-bounds.ts';
export { type MapFrame, type MapPipeline, mapPipeline } from './view/map-pipeline.ts';
export {
  type PanelState,
  panelDecision,
  panelPeers,
  panelPolicies,
  panelReachability,
  panelState,
} from './view/panel-state.ts';
export type { PlacementStorage } from './view/placement-storage.ts';
export { changedStrips, type Freshness, focusOfScene, indexScene, type Scene, type SceneIndex } from './view/scene.ts';
export { behindSince } from './view/shown-age.ts';
export { firstHit, hitsOf, selectionOf } from './view/shown-choice.ts';
export { shownDiff } from './view/shown-diff.ts';
export {
  type Certainty,
  certaintiesOf,
  type UnknownPair,
  unknownPairs,
  unreadableNamespaces,
} from './view/unreadable.ts';
export { wallWidth } from './view/wall-width.ts';
export { answerPacker, answerUnpacker, type PackedAnswer } from './wire/answer-wire.ts';
