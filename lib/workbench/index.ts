/** The one client state, what is derived from it, and its store. Pure. */
export type * from './state.ts';
