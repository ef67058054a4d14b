/** The embedded Kubernetes API server: small, on loopback, honest about what it does not do. */
export type { TokenUser } from './access/identity.ts';
export type * from './demo-cluster.ts';
export type { Fault, FaultHook, FaultRequest } from './http/fault.ts';
export type { SeedProblem } from './seed/load.ts';
export { startDemo } from './start-demo.ts';
export type { Store, StoreEvent } from './store/store.ts';
