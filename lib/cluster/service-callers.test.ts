/** What calls Services from outside the pods is on the wire, cut down to what it calls. */

import { afterEach, expect, test } from 'vitest';
import { FakeApiServer, sendStatus } from './testing/fake-api-server.ts';
import { openLiveLink, openTestLink, seedShop, stateOf, type TestLink } from './testing/open-test-link.ts';

let server: FakeApiServer;
let link: TestLink | undefined;

afterEach(async () => {
  await link?.link.stop();
  await server.stop();
});

const service = { name: 'web', namespace: 'shop' };

test('each with what it calls, and nothing else of it; what calls nothing is left out', async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
  server.put('validatingwebhookconfigurations', {
    metadata: { name: 'check' },
    webhooks: [
      { name: 'one.io', clientConfig: { service: { ...service, port: 9443 }, caBundle: 'secret' } },
      { name: 'two.io', clientConfig: { url: 'https://elsewhere' } },
    ],
  });
  server.put('apiservices', { metadata: { name: 'v1.apps' }, spec: { group: 'apps' } });
  server.put('apiservices', { metadata: { name: 'v1.metrics' }, spec: { service } });
  server.put('ingresses', {
    metadata: { name: 'shop', namespace: 'shop', annotations: { 'alb.ingress.kubernetes.io/target-type': 'ip' } },
    spec: { defaultBackend: { service: { name: 'web', port: { name: 'http' } } } },
  });
  link = await openLiveLink(server);
  const { held, until } = link;
  expect(held()?.validatingWebhooks).toEqual([
    { name: 'check', calls: [{ kind: 'webhook', name: 'one.io', namespace: 'shop', service: 'web', port: 9443 }] },
  ]);
  expect(held()?.apiServices).toEqual([
    {
      name: 'v1.metrics',
      calls: [{ kind: 'api-service', name: 'v1.metrics', namespace: 'shop', service: 'web', port: 443 }],
    },
  ]);
  expect(held()?.ingresses).toMatchObject([{ namespace: 'shop', name: 'shop', calls: [{ port: 'http' }] }]);
  server.remove('ingresses', 'shop/shop');
  await until(() => held()?.ingresses.length === 0, 'gone by the watch');
});

test('one that may not be read is said to be so, and holds nothing else up', async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
  server.hook = ({ path }, response) => {
    if (!path.endsWith('webhookconfigurations')) return false;
    sendStatus(response, 403, 'Forbidden', 'validatingwebhookconfigurations is forbidden');
    return true;
  };
  const one = await openTestLink(server);
  link = one;
  await one.until(() => one.held()?.services.length === 1, 'a picture');
  await one.until(() => stateOf(one, 'validatingwebhookconfigurations') === 'forbidden', 'said');
});
