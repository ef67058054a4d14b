/** What can talk to what, and why. Pure: imports nothing outside this folder, uses no clock, network or process. */
export type * from './connection-set.ts';
export type * from './decision.ts';
export type * from './engine.ts';
export type * from './network-policy.ts';
export { policyId } from './network-policy.ts';
export type * from './objects.ts';
export { PROTOCOLS, workloadId } from './objects.ts';
export type * from './policy-outline.ts';
export type * from './profile.ts';
export { KUBERNETES } from './profile.ts';
export type * from './reachability.ts';
export type * from './reachability-diff.ts';
