/** The wire between server and browser. Pure. */
export type * from './apply.ts';
export type * from './apply-message.ts';
export { applyMessage, KEY_OF } from './apply-message.ts';
export type * from './cluster-snapshot.ts';
export type * from './enforcement-facts.ts';
export type * from './health.ts';
export { KINDS } from './health.ts';
export type * from './message.ts';
export { sameJson } from './same-json.ts';
