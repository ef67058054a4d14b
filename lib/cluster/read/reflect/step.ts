/** What a reflector does, what can come of it, and what follows: the words in which next.ts decides. */

import type { Failure } from './failure.ts';
import type { ReflectorState } from './reflector-state.ts';

/**
 * `open`: wait until the cluster may be asked, and make sure it is the same one. `ask-whole`: whether the whole cluster
 * may be read by now. Then `list`, and `watch` for as long as it holds.
 */
export type Action = 'open' | 'ask-whole' | 'list' | 'watch';

/** What came of an action, and when on the clock. */
export type Outcome = Result & { readonly at: number };

type Result =
  | { readonly kind: 'opened' }
  | { readonly kind: 'not-opened'; readonly message: string; readonly retryAfterMs?: number | undefined }
  | { readonly kind: 'asked-whole'; readonly isReadable: boolean }
  | { readonly kind: 'listed'; readonly version: string }
  /** `agreedMs` after which the server was asked to end the watch. */
  | { readonly kind: 'watched'; readonly lastedMs: number; readonly agreedMs: number; readonly events: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** What is met while an action goes on, and when on the clock. */
export type Observation = Seen & { readonly at: number };

type Seen =
  /** Of a list. `expected` objects there are in all, as far as the server says. */
  | { readonly kind: 'page'; readonly expected: number | undefined }
  | { readonly kind: 'watch-opened' }
  /** Longer than a server takes that ends every watch at once. */
  | { readonly kind: 'watch-held' }
  /** Long enough to say that all is well again. */
  | { readonly kind: 'watch-proved' }
  | { readonly kind: 'event'; readonly version: string }
  | { readonly kind: 'watch-over'; readonly lastedMs: number }
  | { readonly kind: 'review' }
  | { readonly kind: 'ask-whole' }
  | { readonly kind: 'whole-readable' };

/** How long to wait before the next action; chance and the clock are added by who waits. */
export type Wait =
  | { readonly kind: 'ms'; readonly ms: number }
  /** Grows with the failures before it. */
  | { readonly kind: 'backoff'; readonly failures: number }
  /** Until so many requests more are within what one path may be asked in a minute. */
  | { readonly kind: 'budget'; readonly requests: number };

export interface Step {
  readonly state: ReflectorState;
  readonly action: Action;
  readonly wait?: Wait;
  /** Closes the gate that all kinds wait at. */
  readonly closeGate?: { readonly atLeastMs: number | undefined };
  /** `replace`: by the list that was read. `stand-in`: takes in what is certain without being read. */
  readonly store?: 'replace' | 'clear' | 'stand-in';
  /** The cluster answered with an older version than before: it is another one, or was set back. */
  readonly wentBack?: true;
}
