/** Faults put in on purpose, for tests of clients: decided request by request, before anything else is done. */

import type { Identity } from '../access/identity.ts';

export interface FaultRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly isWatch: boolean;
  readonly user: Identity['name'];
}

export type Fault =
  /** This answer instead of the true one; a Status as an object, anything else as text. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The true answer, later. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection is cut before an answer. */
  | { readonly kind: 'reset' }
  /** Never an answer. */
  | { readonly kind: 'hang' }
  /** The request takes effect, and the connection is cut before the answer. */
  | { readonly kind: 'lost-reply' }
  /** A watch that begins with these lines, as they are, and ends after them when `end` is set. */
  | { readonly kind: 'lines'; readonly lines: readonly string[]; readonly end: boolean };

export type FaultHook = (request: FaultRequest) => Fault | undefined;
