/** YAML text <-> policy, comments kept; problems as data. Pure. */
export type * from './policy-document.ts';
export type * from './problem.ts';
