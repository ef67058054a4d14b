/** One route of the interface, and what its handler is given. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '#cluster';

export interface HttpRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** What limits how often it may be asked for. */
  readonly rate: 'read' | 'preview' | 'write' | 'keep' | 'none';
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
  /** Who asks: of a route answered without a session, this program itself. */
  readonly asker: Identity;
  readonly query: URLSearchParams;
  /** The parsed body of a POST. */
  readonly body: unknown;
}
