/** The shapes that the specs of the contract are made of: each names only what its case is about. */

import type { Json } from './server.ts';

export interface Refused {
  readonly name: string;
  readonly spec: Json;
  /** Of the metadata. */
  readonly more?: Json;
  /** `reason field: message`, one of every fault. */
  readonly faults: readonly string[];
}

export interface Accepted {
  readonly name: string;
  readonly spec: Json;
  readonly stored: Json;
  readonly warnings?: readonly string[];
}

export const all = { podSelector: {}, policyTypes: ['Ingress'] };
export const ports = (...list: Json[]) => ({ ...all, ingress: [{ ports: list }] });
export const from = (...list: Json[]) => ({ ...all, ingress: [{ from: list }] });
export const to = (...list: Json[]) => ({ podSelector: {}, policyTypes: ['Egress'], egress: [{ to: list }] });
export const requires = (...matchExpressions: Json[]) => ({ ...all, podSelector: { matchExpressions } });
