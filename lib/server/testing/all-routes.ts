/** The whole table of routes, as the front makes it, for tests of what is said of it. */

import { randomBytes } from 'node:crypto';
import type { ClusterLink } from '#cluster';
import { watchEventLoop } from '../process/event-loop-watch.ts';
import type { HttpRoute } from '../routes/route.ts';
import { createRoutes } from '../routes/routes.ts';
import { sessionRoutes } from '../routes/session-routes.ts';
import { createSessions } from '../session/sessions.ts';
import { signInTokens } from '../session/sign-in-tokens.ts';
import { createStreamHub } from '../stream/stream-hub.ts';
import { identityFor } from './front-harness.ts';

export function allRoutes(link: ClusterLink, readOnly: boolean): readonly HttpRoute[] {
  const now = () => performance.now();
  const hub = createStreamHub(link);
  const eventLoop = watchEventLoop(now, () => undefined);
  const ofSessions = sessionRoutes(createSessions(randomBytes, now), signInTokens(randomBytes, now));
  const routes = createRoutes(link, hub, identityFor(readOnly), eventLoop, ofSessions);
  hub.close();
  eventLoop.stop();
  return routes;
}
