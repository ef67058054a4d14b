import { expect, test } from 'vitest';
import { watchEventLoop } from '../process/event-loop-watch.ts';
import { createStreamHub } from '../stream/stream-hub.ts';
import { createFakeLink } from '../testing/fake-link.ts';
import { identityFor } from '../testing/front-harness.ts';
import { openApi } from './openapi.ts';
import { createRoutes } from './routes.ts';

test('public/openapi.json is the document of a server that writes; `vitest run lib/server -u` writes it anew', async () => {
  const link = createFakeLink();
  const hub = createStreamHub(link);
  const eventLoop = watchEventLoop(performance.now.bind(performance), () => undefined);
  const document = openApi(createRoutes(link, hub, identityFor(false), eventLoop));
  hub.close();
  eventLoop.stop();
  await expect(`${JSON.stringify(document, undefined, 2)}\n`).toMatchFileSnapshot('../../../public/openapi.json');
});
