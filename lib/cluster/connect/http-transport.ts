/** KubeTransport over HTTP/1.1: credentials, gzip, limits, and one try more with fresh credentials after a 401. */

import { request as httpRequest } from 'undici';
import { expiredOn } from './certificate.ts';
import type { DispatcherPool } from './dispatcher.ts';
import type { KubeRequest, KubeResponse, KubeStream, KubeTransport, WatchLine } from './kube-transport.ts';
import { TransportProblem } from './kube-transport.ts';
import type { AccessSource } from './kubeconfig/access-source.ts';
import type { ClusterAccess } from './kubeconfig/cluster-access.ts';
import type { Credential } from './login/credentials.ts';
import { type Answer, readAnswer, readList } from './read-answer.ts';
import { transportProblem } from './transport-error.ts';
import { watchLines } from './watch-lines.ts';

const REQUEST_MS = 30_000;
const SILENCE_MS = 90_000;

export function httpTransport(source: Pick<AccessSource, 'current' | 'close'>, pool: DispatcherPool): KubeTransport {
  /** Sends once, and once more when the credential was refused and another is to be had. */
  async function send(request: KubeRequest, signal: AbortSignal): Promise<Answer> {
    const { access, credentials, outdated } = await source.current();
    if (access.problem) throw new TransportProblem('credential', access.problem.message);
    const credential = await credentials.get();
    const answer = await exchange(access, credential, pool, request, signal);
    if (answer.statusCode !== 401) return answer;
    if (await credentials.renew(credential)) {
      await answer.body.dump();
      return exchange(access, await credentials.get(), pool, request, signal);
    }
    const why = outdated?.message ?? whyRefused(access, credential);
    if (why === undefined) return answer;
    await answer.body.dump();
    throw new TransportProblem('credential', why);
  }

  /** `access` is undefined where the kubeconfig could not be read. */
  function problem(error: unknown, access: ClusterAccess | undefined): TransportProblem {
    if (!access) return transportProblem(error, '');
    const explained = transportProblem(error, access.server, pool.proxyOf(access));
    const expired =
      explained.code === 'tls' || explained.code === 'reset' ? expiredOn(access.tls.cert, new Date()) : '';
    // Servers that refuse an expired certificate cut the connection, and seldom say why.
    if (!expired) return explained;
    const message = `${explained.message} The client certificate of the kubeconfig expired on ${expired}.`;
    // The code stays: a connection that was cut may have carried a write.
    return new TransportProblem(explained.code, message, { cause: error });
  }

  return {
    async request(request) {
      const timeout = AbortSignal.timeout(request.timeoutMs ?? REQUEST_MS);
      const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout;
      let access: ClusterAccess | undefined;
      try {
        ({ access } = await source.current());
        const answer = await send(request, signal);
        return await (request.onItem ? readList(answer, request.onItem) : readAnswer(answer));
      } catch (error) {
        throw problem(error, access);
      }
    },
    async stream(request) {
      const head = new AbortController();
      const giveUp = setTimeout(
        () => head.abort(new DOMException('no head in time', 'TimeoutError')),
        request.timeoutMs ?? REQUEST_MS,
      );
      const signal = request.signal ? AbortSignal.any([request.signal, head.signal]) : head.signal;
      let access: ClusterAccess | undefined;
      try {
        ({ access } = await source.current());
        const answer = await send(request, signal);
        if (answer.statusCode === 200) {
          clearTimeout(giveUp);
          return liveStream(answer, request.silenceMs ?? SILENCE_MS, (error) => problem(error, access));
        }
        return endedStream(await readAnswer(answer));
      } catch (error) {
        throw problem(error, access);
      } finally {
        clearTimeout(giveUp);
      }
    },
    async close() {
      source.close();
      await pool.destroy();
    },
  };
}

/** What is known of the cause of a 401, as a sentence. */
function whyRefused({ login, withheld, tls }: ClusterAccess, { cert }: Credential): string | undefined {
  if (withheld !== undefined) return withheld;
  const expired = expiredOn(cert ?? tls.cert, new Date());
  if (expired !== undefined) return `The client certificate of the kubeconfig expired on ${expired}.`;
  if (login.by === 'exec') {
    return `The API server does not accept what the credential command "${login.plugin.command}" gave.`;
  }
  if (login.by === 'token-file') return `The API server does not accept the token of the file ${login.path}.`;
  return undefined;
}

async function exchange(
  access: ClusterAccess,
  credential: Credential,
  pool: DispatcherPool,
  request: KubeRequest,
  signal: AbortSignal,
): Promise<Answer> {
  // Headers are made from scratch: nothing a browser sent ever reaches the API server.
  const headers: Record<string, string | string[]> = {
    accept: request.accept ?? 'application/json',
    'accept-encoding': 'gzip',
    'user-agent': 'netpol-studio',
  };
  for (const [name, value] of Object.entries(access.impersonate)) {
    headers[name] = typeof value === 'string' ? value : [...value];
  }
  if (credential.authorization !== undefined) headers.authorization = credential.authorization;
  let body: string | undefined;
  if (request.body !== undefined) {
    body = JSON.stringify(request.body);
    headers['content-type'] = request.contentType ?? 'application/json';
  }
  const asked = httpRequest(`${access.server}${request.path}${queryString(request.query)}`, {
    dispatcher: pool.for(access, credential),
    method: request.method,
    headers,
    body,
    signal,
    headersTimeout: 0,
  });
  return orAborted(asked, signal);
}

/** A request that waits for a connection is not told of its signal before it has one. */
function orAborted(asked: Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort);
    asked
      .then((answer) => {
        // Too late: nobody reads it, and it would hold its connection.
        if (signal.aborted) answer.body.destroy();
        resolve(answer);
      }, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

function queryString(query: KubeRequest['query']): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) parameters.append(name, value);
  const encoded = parameters.toString();
  return encoded === '' ? '' : `?${encoded}`;
}

function endedStream({ status, headers, body }: KubeResponse): KubeStream {
  return { status, headers, body, close: () => undefined, async *[Symbol.asyncIterator]() {} };
}

function liveStream(answer: Answer, silenceMs: number, explain: (error: unknown) => TransportProblem): KubeStream {
  const { body } = answer;
  let closed = false;
  // Kept from becoming an unhandled error when the reader has already left.
  body.on('error', () => undefined);

  async function* chunks(): AsyncGenerator<Buffer> {
    const timer = setTimeout(() => {
      body.destroy(new TransportProblem('silent', `The watch was silent for ${Math.round(silenceMs / 1000)} s.`));
    }, silenceMs);
    try {
      for await (const chunk of body) {
        timer.refresh();
        yield chunk;
      }
    } catch (error) {
      if (!closed) throw explain(error);
    } finally {
      clearTimeout(timer);
      body.destroy();
    }
  }

  const close = () => {
    closed = true;
    body.destroy();
  };
  async function* lines(): AsyncGenerator<WatchLine> {
    try {
      yield* watchLines(chunks());
    } finally {
      close();
    }
  }
  const { statusCode: status, headers } = answer;
  return { status, headers, body: undefined, close, [Symbol.asyncIterator]: lines };
}
