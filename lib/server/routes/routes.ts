/** Everything the interface answers, in one table. Writes are absent from a read-only server. */

import type { ClusterLink, Identity } from '#cluster';
import type { ApplyRequest, HistoryAnswer, KeepRequest, PreviewRequest, StateAnswer, UndoRequest } from '#stream';
import { sendJson, sendText } from '../http/answer.ts';
import type { EventLoopWatch } from '../process/event-loop-watch.ts';
import type { StreamHub } from '../stream/stream-hub.ts';
import { connectionList, unreadiness } from './connection-list.ts';
import { metricsText } from './metrics.ts';
import { openApi } from './openapi.ts';
import type { HttpRoute } from './route.ts';

const SMALL = 16 * 1024;
/** A draft of a hundred documents. */
const LARGE = 512 * 1024;

export function createRoutes(
  link: ClusterLink,
  hub: StreamHub,
  self: Identity,
  eventLoop: EventLoopWatch,
  ofSessions: readonly HttpRoute[],
): readonly HttpRoute[] {
  const routes = [
    ...ofSessions,
    ...openRoutes(link),
    ...readRoutes(link, hub, eventLoop),
    ...(self.readOnly ? [] : writeRoutes(link)),
  ];
  const itself = get('/api/v1/openapi.json', ({ response }) => sendJson(response, 200, document));
  const document = openApi([...routes, itself]);
  return [...routes, itself];
}

function openRoutes(link: ClusterLink): HttpRoute[] {
  return [
    get('/healthz', ({ response }) => sendText(response, 200, 'text/plain; charset=utf-8', 'ok\n'), true),
    get(
      '/readyz',
      ({ response, asker }) => {
        // Without numbers: this is answered to anyone.
        const why = unreadiness(link.current(asker));
        sendText(response, why === undefined ? 200 : 503, 'text/plain; charset=utf-8', `${why ?? 'ok'}\n`);
      },
      true,
    ),
  ];
}

function readRoutes(link: ClusterLink, hub: StreamHub, eventLoop: EventLoopWatch): HttpRoute[] {
  return [
    get('/api/v1/stream', ({ request, response, asker }) => {
      if (request.method === 'HEAD') sendText(response, 200, 'text/event-stream; charset=utf-8', '');
      else hub.join(response, asker);
    }),
    get('/api/v1/state', ({ response, asker }) => {
      const { snapshot, health, session } = link.current(asker);
      const { revision = 0, epoch, incomplete, cluster } = snapshot ?? {};
      const { failedUndos } = session;
      const degraded = eventLoop.problem();
      const { tls } = cluster ?? {};
      const state: StateAnswer = { revision, epoch, incomplete, tls, degraded, failedUndos, ...health };
      sendJson(response, 200, state);
    }),
    { ...get('/api/v1/connections', connectionList(link)), parameters: ['level'] },
    get('/api/v1/history', ({ response, asker }) =>
      sendJson(response, 200, { entries: link.writer.history(asker) } satisfies HistoryAnswer),
    ),
    get('/metrics', ({ response, asker }) =>
      sendText(response, 200, 'text/plain; version=0.0.4', metricsText(link.current(asker), hub, eventLoop)),
    ),
    post('/api/v1/retry', 'read', SMALL, ({ response, asker }) => {
      link.retryNow(asker);
      sendJson(response, 202, {});
    }),
  ];
}

/** The writer checks what it is sent and rejects what it cannot read: bodies are handed on as they came. */
function writeRoutes({ writer }: ClusterLink): HttpRoute[] {
  return [
    post('/api/v1/preview', 'preview', LARGE, async ({ response, body, asker }) =>
      sendJson(response, 200, await writer.preview(asker, body as PreviewRequest)),
    ),
    post('/api/v1/apply', 'write', SMALL, async ({ response, body, asker }) =>
      sendJson(response, 200, await writer.apply(asker, body as ApplyRequest)),
    ),
    post('/api/v1/undo', 'write', SMALL, async ({ response, body, asker }) =>
      sendJson(response, 200, await writer.undo(asker, body as UndoRequest)),
    ),
    post('/api/v1/keep', 'keep', SMALL, async ({ response, body, asker }) => {
      await writer.keep(asker, body as KeepRequest);
      sendJson(response, 200, {});
    }),
  ];
}

function get(path: string, handle: HttpRoute['handle'], open?: true): HttpRoute {
  return { method: 'GET', path, rate: open ? 'none' : 'read', bodyLimit: 0, handle, ...(open ? { open } : {}) };
}

function post(path: string, rate: HttpRoute['rate'], bodyLimit: number, handle: HttpRoute['handle']): HttpRoute {
  return { method: 'POST', path, rate, bodyLimit, handle };
}
