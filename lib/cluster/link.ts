/** The live link to one cluster: what is known of it, how old that is, and the way to change it. */

import type { ClusterSnapshot, Enforcement, EnforcementFacts, Health, Mode, StreamMessage } from '#stream';
import type { Clock, Random } from './clock.ts';
import type { Connection } from './connection.ts';
import type { PolicyWriter } from './writer.ts';

export interface LinkOptions {
  readonly connection: Connection;
  readonly mode: Mode;
  readonly readOnly: boolean;
  /** What people call the cluster; otherwise the context. */
  readonly clusterName?: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly onLog: (line: LogLine) => void;
  /** Judges whether policies are enforced; unknown without it. */
  readonly judgeEnforcement?: (facts: EnforcementFacts) => Enforcement;
  /** Append-only file that keeps every attempt to write across restarts; only memory without it. */
  readonly journalPath?: string;
}

/** One structured line for the log; never holds bodies, headers or credentials. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly message: string;
  readonly [field: string]: unknown;
}

export interface Known {
  /** Absent until namespaces, pods and policies were listed once. The last one announced to subscribers. */
  readonly snapshot?: ClusterSnapshot;
  /** Of this moment. */
  readonly health: Health;
}

export interface ClusterLink {
  current(): Known;
  /**
   * Announces every change from now on, at most four a second. A new reader calls `current` and `subscribe` in the
   * same turn and misses nothing. The answer ends it.
   */
  subscribe(listener: (message: StreamMessage) => void): () => void;
  /** Ends every wait for a next attempt now. */
  retryNow(): void;
  readonly writer: PolicyWriter;
  /** Leaves nothing open. */
  stop(): Promise<void>;
}

export function openLink(options: LinkOptions): ClusterLink {
  throw new Error(`no link to ${options.connection.server} yet`);
}
