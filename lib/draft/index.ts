/** Proposed edits to policies: draft set, its effect in words. Pure. */

export { describeEffect, pairWords } from './describe-effect.ts';
export {
  deleteEdit,
  discardEdit,
  EMPTY_DRAFT,
  editText,
  newEdit,
  openEdit,
  rebaseEdit,
  type StoredPolicy,
  showEdit,
} from './draft-edits.ts';
export type * from './draft-set.ts';
export { draftFromText, draftToText } from './draft-text.ts';
export type * from './effect.ts';
