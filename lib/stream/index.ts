/** The wire between server and browser. Pure. */
export type * from './apply-message.ts';
export { applyMessage } from './apply-message.ts';
export { applyToScreen } from './apply-to-screen.ts';
export type * from './cluster-snapshot.ts';
export type * from './enforcement-facts.ts';
export { ENFORCING_ENGINES, type EnforcingEngine, isOfAws, profileOf } from './enforcing-engine.ts';
export { readEvent, unpackMessage, writeEvent } from './event-text.ts';
export * from './kinds/index.ts';
export type * from './message.ts';
export { readEvents } from './read-events.ts';
export { sameJson } from './same-json.ts';
export type * from './schema/index.ts';
export type * from './session-facts.ts';
