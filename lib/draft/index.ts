/** Proposed edits to policies: draft set, its effect in words. Pure. */

export { type ConnectChoices, type ConnectProposal, type ConnectWish, connect, type Side } from './connect/connect.ts';
export { type CutPlace, type CutWish, cut, cutPlaces } from './connect/cut.ts';
export type { DrawnEnd } from './connect/drawn-end.ts';
export type { KeptPeer } from './connect/kept-rules.ts';
export { type SelectorChoice, selectorChoices } from './connect/selector-choices.ts';
export { describeEffect, pairWords } from './describe-effect.ts';
export {
  beginEdit,
  deleteEdit,
  discardEdit,
  EMPTY_DRAFT,
  editText,
  hasOwnText,
  newEdit,
  openEdit,
  type PolicyVersion,
  rebaseEdit,
  showEdit,
} from './draft-edits.ts';
export { type DraftRecord, draftFromFirstFormat, recordFromText, recordToText } from './draft-record.ts';
export type * from './draft-set.ts';
export type * from './effect.ts';
export { isMostlyTaken, type LeftBecause, type LeftText, MOST_LEFT_TEXTS, putAway, takeOut } from './left-text.ts';
export { type Choice, type Hunk, type Merge, mergePolicies } from './merge/three-way.ts';
export { dnsRule } from './recipes/close-recipes.ts';
export type * from './recipes/recipe.ts';
export { recipesFor } from './recipes/recipes.ts';
