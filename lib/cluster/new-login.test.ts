import { writeFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { connect } from './connect/connection.ts';
import { FakeApiServer, send } from './testing/fake-api-server.ts';
import { openLiveLink, seedShop, type TestLink, writeKubeconfig } from './testing/open-test-link.ts';

let server: FakeApiServer;
let test: TestLink | undefined;

afterEach(async () => {
  await test?.link.stop();
  await server.stop();
});

it('another login in the kubeconfig is asked who it is at once, and nobody is taken for the one before', async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
  const kubeconfig = writeKubeconfig(server.kubeconfig());
  test = await openLiveLink(server, { connection: await connect({ kubeconfig }) });
  server.hook = ({ path, headers }, response) => {
    if (!path.endsWith('/selfsubjectreviews')) return false;
    const isMallory = headers.authorization === 'Bearer token-of-mallory';
    send(response, 201, { status: { userInfo: { username: isMallory ? 'mallory' : 'jane' } } });
    return true;
  };
  const before = test.messages.length;
  writeFileSync(kubeconfig, server.kubeconfig({ token: 'token-of-mallory' }));
  await test.until(() => test?.link.current().session.user === 'mallory', 'known by the new name', 8000);
  const told = test.messages.slice(before).flatMap((message) => (message.type === 'session' ? [message.session] : []));
  expect(told.map(({ user }) => user)).toEqual([undefined, 'mallory']);
});
