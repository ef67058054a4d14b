/** Talks to one Kubernetes cluster: connection, live state, writes. Server only. */
export type * from './clock.ts';
export { systemClock } from './clock.ts';
export type * from './connection.ts';
export { connect } from './connection.ts';
export { ConnectionProblem } from './connection-problem.ts';
export type * from './kube-transport.ts';
export { TransportProblem } from './kube-transport.ts';
export type * from './link.ts';
export { openLink } from './link.ts';
export type * from './link-options.ts';
export type * from './writer.ts';
export { WriteProblem } from './writer.ts';
