/**
 * What is wrong with the policies of a cluster, or of a draft: codes and facts first, one scale of severity, one place
 * for all words. The screen, the editor and the command line list the same findings in the same words and order. Pure.
 *
 * codes      every kind of finding: its facts, how grave it is, and the order of all lists
 * finders    from the facts of the engine to findings
 * fixes      the policies that would mend one
 * words      what each says; a code without words does not compile
 * editor     findings and notes in a text that is being typed
 */
export type { Consequence, FactsOf, FindingCode } from './codes.ts';
export { CODES, FINDING_CODES, SEVERITIES, THEMES } from './codes.ts';
export type { ApiClient, ClusterSurroundings, KnownService, KnownServicePort } from './context.ts';
export { type Hint, hintsFor } from './editor/hints.ts';
export { type DraftEffect, draftEffect, type FindingMarker, findingMarkers } from './editor/markers.ts';
export { findFindings, findInDraft } from './find-findings.ts';
export type { Finding, FindingOf, Fix, Impact } from './finding.ts';
export { themeOf } from './finding.ts';
export { type FoldedFindings, foldFindings } from './fold.ts';
export { impactOf, impactWords } from './impact.ts';
export { isAbout } from './is-about.ts';
export { nameOf, type Told, tell } from './words/words.ts';
