/** How old is what we know, kind by kind. */

export type Kind = 'namespaces' | 'pods' | 'networkpolicies' | 'services' | 'nodes';
export const KINDS: readonly Kind[] = ['namespaces', 'pods', 'networkpolicies', 'services', 'nodes'];

export type KindState = 'live' | 'connecting' | 'reconnecting' | 'stale' | 'forbidden' | 'absent' | 'polling';

export interface KindHealth {
  readonly state: KindState;
  /** Milliseconds since the last byte was heard; null before the first. */
  readonly ageMs: number | null;
  /** All objects of the kind, also while stale. */
  readonly count: number;
  /** While the first list is being read: how many objects there are, as far as the cluster says; `count` is a minimum. */
  readonly expected?: number;
  /** Where the whole cluster may not be read: the namespaces that are. */
  readonly namespaces?: readonly string[];
  /** A sentence that names the cause. */
  readonly error?: string;
}

export interface Health {
  readonly kinds: Readonly<Record<Kind, KindHealth>> & {
    /** What the AWS network policy controller makes of policies; only where the cluster has such objects. */
    readonly policyendpoints?: KindHealth;
  };
  /** Milliseconds until the next attempt, while there is one to come. */
  readonly retryInMs?: number;
}
