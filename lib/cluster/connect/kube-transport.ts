/**
 * The only way to the API server. Everything above it speaks this interface, so that tests and guards can stand in
 * between. Bodies are raw JSON: no typed client model ever stands between a policy and the wire.
 */

export type KubeMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface KubeRequest {
  readonly method: KubeMethod;
  /** Path alone, every part already encoded, for example `/api/v1/namespaces/ui/pods`. */
  readonly path: string;
  /** Parameters without a value are left out. */
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Media type of the body; `application/json` unless said. */
  readonly contentType?: string;
  /** `application/json` unless said. */
  readonly accept?: string;
  /**
   * For lists: takes each item as it arrives, out of an answer that may yet fail as a whole. `body.items` is then empty
   * unless the items could not be told apart on their way.
   */
  readonly onItem?: (item: unknown) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole exchange; for a stream, until its first byte of head. */
  readonly timeoutMs?: number;
  /** Milliseconds of silence after which a stream counts as dead. */
  readonly silenceMs?: number;
}

export interface KubeResponse {
  readonly status: number;
  /** Names in lower case; several headers of one name make a list. */
  readonly headers: KubeHeaders;
  /** Parsed where the answer is JSON, else its text. */
  readonly body: unknown;
}

export type KubeHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One line of a watch. A line that is no event comes as type `MALFORMED` with its beginning as the object. */
export interface WatchLine {
  readonly type: string;
  readonly object: unknown;
}

/**
 * The answer to a watch. With a status other than 200 there are no lines and `body` says why. Leaving the loop closes
 * the connection. A broken connection ends the loop with a TransportProblem, a clean end just ends it.
 */
export interface KubeStream extends AsyncIterable<WatchLine> {
  readonly status: number;
  readonly headers: KubeHeaders;
  readonly body: unknown;
  close(): void;
}

export interface KubeTransport {
  /** Any HTTP status is an answer; only what prevents an answer is thrown, as a TransportProblem. */
  request(request: KubeRequest): Promise<KubeResponse>;
  stream(request: KubeRequest): Promise<KubeStream>;
  close(): Promise<void>;
}

export type TransportProblemCode =
  | 'refused'
  | 'reset'
  | 'timeout'
  | 'silent'
  | 'dns'
  | 'tls'
  | 'proxy'
  | 'credential'
  | 'garbled'
  | 'too-large'
  | 'read-only'
  | 'aborted'
  | 'other';

/** No answer, or only part of one. `message` is a sentence that names the cause and holds no secret. */
export class TransportProblem extends Error {
  readonly code: TransportProblemCode;

  constructor(code: TransportProblemCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TransportProblem';
    this.code = code;
  }
}
