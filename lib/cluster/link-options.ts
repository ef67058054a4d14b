/** What a link is opened with, and what it logs. */

import type { Enforcement, EnforcementFacts, Mode, PassedOver } from '#stream';
import type { Identity } from './identity/identity.ts';
import type { Clock, Random } from './time/clock.ts';

export interface LinkOptions {
  /** Who reads the cluster for everybody, and may ask like any other. */
  readonly reader: Identity;
  /** Where to look when not the whole cluster may be read; the context's unless said. */
  readonly namespace?: string;
  readonly mode: Mode;
  /** What people call the cluster; otherwise the context. */
  readonly clusterName?: string;
  /** Of files that stand for a cluster: what of them is not in it. */
  readonly passedOver?: readonly PassedOver[];
  readonly clock: Clock;
  readonly random: Random;
  readonly onLog: (line: LogLine) => void;
  /** Judges whether policies are enforced; unknown without it. */
  readonly judgeEnforcement?: (facts: EnforcementFacts) => Enforcement;
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
