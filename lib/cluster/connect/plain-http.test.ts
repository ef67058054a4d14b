/** What leaves this machine when the API server is asked without TLS, or with TLS that nobody checks. */

import { afterEach, describe, expect, it } from 'vitest';
import { FakeApiServer, sendStatus } from '../testing/fake-api-server.ts';
import { writeKubeconfig } from '../testing/open-test-link.ts';
import { connect } from './connection.ts';

const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function fakeServer(): Promise<FakeApiServer> {
  const server = await new FakeApiServer().start();
  closing.push(() => server.stop());
  return server;
}

async function through(cluster: object) {
  const config = JSON.parse(new FakeApiServer().kubeconfig({ token: 'SECRET' }));
  config.clusters[0].cluster = cluster;
  const connection = await connect({ kubeconfig: writeKubeconfig(JSON.stringify(config)) });
  closing.push(() => connection.transport.close());
  return connection;
}

const ask = { method: 'GET', path: '/api/v1/namespaces' } as const;

// Asked for another host in plain http, the server answers as its proxy would.
describe('a cluster asked over plain http', () => {
  it('is asked without the login, which is said', async () => {
    const server = await fakeServer();
    const connection = await through({ server: 'http://cluster.example', 'proxy-url': server.url });
    await connection.transport.request(ask);
    expect(server.seen).toHaveLength(1);
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
    expect(connection.tls).toBe('none');
    expect(connection.warnings).toEqual([expect.stringContaining('is not sent to http://cluster.example')]);
  });

  it('and refusing that, is told why nobody logged in', async () => {
    const server = await fakeServer();
    server.hook = (_, response) => {
      sendStatus(response, 401, 'Unauthorized', 'Unauthorized');
      return true;
    };
    const { transport } = await through({ server: 'http://cluster.example', 'proxy-url': server.url });
    await expect(transport.request(ask)).rejects.toMatchObject({
      code: 'credential',
      message: expect.stringContaining('anyone on the way could read it'),
    });
  });

  it('on this machine is given the login', async () => {
    const server = await fakeServer();
    const connection = await through({ server: server.url });
    await connection.transport.request(ask);
    expect(server.seen[0]?.headers.authorization).toBe('Bearer SECRET');
    expect(connection.warnings).toEqual([]);
  });
});

it.each([
  ['verified', {}, 0],
  ['unverified', { 'insecure-skip-tls-verify': true }, 1],
])('TLS is %s', async (tls, more, warnings) => {
  const connection = await through({ server: 'https://cluster.example', ...more });
  expect(connection.tls).toBe(tls);
  expect(connection.warnings).toHaveLength(warnings);
});
