/** What a reflector needs, and what it says of itself. */

import type { KindState } from '#stream';
import type { KubeTransport } from '../../connect/kube-transport.ts';
import type { BackoffGate } from '../../time/backoff-gate.ts';
import type { Clock, Random } from '../../time/clock.ts';
import type { Resource } from '../kinds/resource.ts';
import type { Scope } from '../rights/read-scope.ts';
import type { ObjectStore } from '../state/object-store.ts';
import type { ClusterIdentity } from './cluster-identity.ts';

export interface ReflectorOptions<T> {
  readonly resource: Resource<T>;
  readonly store: ObjectStore<T>;
  readonly transport: KubeTransport;
  /** Where the kind is read when it may not be read in the whole cluster. */
  readonly namespace: string;
  readonly gate: BackoffGate;
  readonly identity: ClusterIdentity;
  readonly clock: Clock;
  readonly random: Random;
  /** Silence after which a watch is taken up anew; 35 s unless said. */
  readonly silenceMs?: number;
  /** Called after every change of `health`, never with an exception let through. */
  readonly changed: () => void;
  /** The cluster answered with an older version than it had given before: it is another one, or was set back. */
  readonly wentBack: () => void;
  readonly log: (event: string, message: string, level?: 'info' | 'warn') => void;
}

export interface ReflectorHealth {
  readonly state: KindState;
  /** When something of the kind was last understood, on the clock; null before the first time. */
  readonly understoodAt: number | null;
  /** When the cluster last refused it, or said that there is no such kind; null before the first time. */
  readonly refusedAt: number | null;
  readonly error?: string | undefined;
  /** Whether a first answer came: a whole list, or a no. */
  readonly settled: boolean;
  readonly listed: boolean;
  /** Of a first list that is being read: how many objects there are in all, as far as the server says. */
  readonly expected?: number | undefined;
  /** Where it is read. */
  readonly scope: Scope;
}

export interface Reflector {
  health(): ReflectorHealth;
  /** Ends any wait now. */
  retryNow(): void;
  /** Takes everything up anew, for connections may be dead or lead elsewhere; what is known is older by `ageMs`. */
  reconnect(why: string, ageMs?: number): void;
  /** Forgets everything and starts anew: the cluster is another one. */
  restart(): void;
  stop(): Promise<void>;
}
