/** One route of the interface, and what its handler is given. */

import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What limits how often it may be asked for. */
  readonly rate: 'read' | 'preview' | 'write' | 'none';
  /** Answered without a session: says nothing of the cluster. */
  readonly open?: true;
  /** Of the query; any other is refused. */
  readonly parameters?: readonly string[];
  /** Bytes of body, for POST. */
  readonly bodyLimit: number;
  readonly handle: (exchange: Exchange) => Promise<void> | void;
}

export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  /** The parsed body of a POST. */
  readonly body: unknown;
}
