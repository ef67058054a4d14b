/** What a link is opened with, and what it logs. */

import type { Enforcement, EnforcementFacts, Mode } from '#stream';
import type { Connection } from './connect/connection.ts';
import type { Clock, Random } from './time/clock.ts';

export interface LinkOptions {
  readonly connection: Connection;
  /** Where to look when not the whole cluster may be read; the context's unless said. */
  readonly namespace?: string;
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
  /** Silence after which a watch is taken up anew; 35 s unless said. */
  readonly silenceMs?: number;
}

/** One structured line for the log; never holds bodies, headers or credentials. */
export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly event: string;
  readonly message: string;
  readonly [field: string]: unknown;
}
