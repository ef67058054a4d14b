/** Proposed edits to policies: draft set, its effect in words, hints. Pure. */
export type * from './draft-set.ts';
export type * from './effect.ts';
