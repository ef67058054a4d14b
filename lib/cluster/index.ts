/** Talks to one Kubernetes cluster: connection, live state, writes. Server only. */

export type { ApiResource } from '#stream';
export { AnswerProblem } from './connect/answer-problem.ts';
export type * from './connect/connection.ts';
export { connect } from './connect/connection.ts';
export { ConnectionProblem } from './connect/connection-problem.ts';
export type * from './connect/kube-transport.ts';
export { TransportProblem } from './connect/kube-transport.ts';
export type * from './identity/identity.ts';
export type * from './link.ts';
export { openLink } from './link.ts';
export type * from './link-options.ts';
export { listObjects, VERDICT_RESOURCES } from './list-objects.ts';
export { pluginPodsOf } from './plugin-pods.ts';
export { servedPolicies, unreadablePolicies } from './read/kinds/other-policies.ts';
export type * from './time/clock.ts';
export { systemClock } from './time/clock.ts';
export type * from './write/writer.ts';
export { WriteProblem } from './write/writer.ts';
