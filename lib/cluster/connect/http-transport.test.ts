import { mkdtempSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDemo } from '#demo';
import { FakeApiServer, send, sendStatus } from '../testing/fake-api-server.ts';
import { seedShop, sleep, writeKubeconfig } from '../testing/open-test-link.ts';
import { connect } from './connection.ts';
import { proxyFromEnvironment } from './dispatcher.ts';
import type { KubeTransport } from './kube-transport.ts';

let server: FakeApiServer;
const open: KubeTransport[] = [];

beforeEach(async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
});

afterEach(async () => {
  for (const transport of open.splice(0)) await transport.close();
  await server.stop();
});

async function transportOf(kubeconfig: string): Promise<KubeTransport> {
  const { transport } = await connect({ kubeconfig });
  open.push(transport);
  return transport;
}

const toFake = (user?: object) => transportOf(writeKubeconfig(server.kubeconfig(user)));
const get = { method: 'GET', path: '/api/v1/namespaces' } as const;

describe('a request', () => {
  it('carries the token, and the identities to act as in lines of their own', async () => {
    const transport = await toFake({ token: 'T', as: 'jane', 'as-groups': ['a', 'b'] });
    let raw: string[] = [];
    server.hook = (_, response) => {
      raw = response.req.rawHeaders;
      return false;
    };
    await transport.request(get);
    expect(server.seen[0]?.headers.authorization).toBe('Bearer T');
    expect(raw.filter((_, index) => raw[index - 1]?.toLowerCase() === 'impersonate-group')).toEqual(['a', 'b']);
  });

  it('uses its connections again', async () => {
    const transport = await toFake();
    const ports = new Set<number | undefined>();
    server.hook = (_, response) => {
      ports.add(response.socket?.remotePort);
      return false;
    };
    for (let index = 0; index < 20; index++) await transport.request(get);
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('reads compressed answers', async () => {
    server.hook = ({ headers }, response) => {
      expect(headers['accept-encoding']).toBe('gzip');
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify({ items: [1] })));
      return true;
    };
    expect((await (await toFake()).request(get)).body).toEqual({ items: [1] });
  });

  it('takes no part of a compressed answer for the whole', async () => {
    server.hook = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify({ items: Array.from({ length: 1000 }, Math.random) })).subarray(0, 5000));
      return true;
    };
    await expect((await toFake()).request(get)).rejects.toMatchObject({ code: 'garbled' });
  });

  it('takes no part of an answer for the whole', async () => {
    server.hook = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"items":[]}');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
      return true;
    };
    await expect((await toFake()).request(get)).rejects.toMatchObject({ code: 'reset' });
  });

  it('hands out the items of a list as they come, and holds none', async () => {
    for (const encoding of ['gzip', 'identity']) {
      server.hook = (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding });
        const text = JSON.stringify({ metadata: { continue: 'x' }, items: [{ a: 'ü' }, null, 3] });
        response.end(encoding === 'gzip' ? gzipSync(text) : text);
        return true;
      };
      const items: unknown[] = [];
      const { body } = await (await toFake()).request({ ...get, onItem: (item) => items.push(item) });
      expect([items, body]).toEqual([[{ a: 'ü' }, null, 3], { metadata: { continue: 'x' }, items: [] }]);
    }
  });

  it('for a list fails as any other: cut off, damaged, refused', async () => {
    const transport = await toFake();
    const text = JSON.stringify({ items: Array.from({ length: 1000 }, Math.random) });
    const ask = (answer: (response: ServerResponse) => void) => {
      server.hook = (_, response) => {
        answer(response);
        return true;
      };
      return transport.request({ ...get, onItem: () => undefined });
    };
    const json = { 'content-type': 'application/json' };
    const zipped = { ...json, 'content-encoding': 'gzip' };
    const garbled = { code: 'garbled' };
    await expect(ask((to) => to.writeHead(200, zipped).end(gzipSync(text).subarray(0, 5000)))).rejects.toMatchObject(
      garbled,
    );
    await expect(ask((to) => to.writeHead(200, zipped).end(text))).rejects.toMatchObject(garbled);
    await expect(ask((to) => to.writeHead(200, json).end(text.slice(0, 5000)))).rejects.toMatchObject(garbled);
    const cut = ask((to) => {
      to.writeHead(200, { ...json, 'content-length': '100000' }).write(text.slice(0, 5000));
      setTimeout(() => to.socket?.resetAndDestroy(), 20);
    });
    await expect(cut).rejects.toMatchObject({ code: 'reset' });
    const refused = await ask((to) => sendStatus(to, 403, 'Forbidden', 'no'));
    expect(refused).toMatchObject({ status: 403, body: { reason: 'Forbidden' } });
  });

  it('for a list leaves its connection to the next', async () => {
    const transport = await toFake();
    const ports = new Set<number | undefined>();
    server.hook = (_, response) => {
      ports.add(response.socket?.remotePort);
      return false;
    };
    for (let index = 0; index < 20; index++) await transport.request({ ...get, onItem: () => undefined });
    expect(ports.size).toBeLessThanOrEqual(2);
  });

  it('follows no redirect', async () => {
    server.hook = (_, response) => {
      response.writeHead(302, { location: `${server.url}/elsewhere` });
      response.end();
      return true;
    };
    expect((await (await toFake()).request(get)).status).toBe(302);
    expect(server.seen).toHaveLength(1);
  });

  it('gives up in time', async () => {
    server.hook = () => true;
    const transport = await toFake();
    await expect(transport.request({ ...get, timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' });
    await expect(transport.stream({ ...get, timeoutMs: 100 })).rejects.toMatchObject({ code: 'timeout' });
  });
});

describe('a watch', () => {
  it('that is silent for too long ends as silent', async () => {
    const transport = await toFake();
    const stream = await transport.stream({ ...get, query: { watch: '1' }, silenceMs: 100 });
    const read = async () => {
      for await (const _ of stream);
    };
    await expect(read()).rejects.toMatchObject({ code: 'silent' });
    await vi.waitUntil(() => server.watches === 0);
  });

  it('that is closed ends without an error and leaves nothing open', async () => {
    const transport = await toFake();
    const stream = await transport.stream({ ...get, query: { watch: '1' } });
    const read = (async () => {
      for await (const _ of stream);
      return 'ended';
    })();
    await sleep(20);
    stream.close();
    expect(await read).toBe('ended');
    await vi.waitUntil(() => server.watches === 0);
  });

  it('with a line longer than any object is given up', async () => {
    const transport = await toFake();
    const stream = await transport.stream({ ...get, query: { watch: '1' } });
    const read = (async () => {
      for await (const _ of stream);
    })();
    for (let index = 0; index < 5; index++) server.sendLine('namespaces', 'x'.repeat(1024 * 1024));
    await expect(read).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('credentials', () => {
  it('are renewed once after a 401, for requests and for watches', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 'old');
    server.hook = ({ headers }, response) => {
      if (headers.authorization === 'Bearer new') return false;
      sendStatus(response, 401, 'Unauthorized', 'Unauthorized');
      return true;
    };
    const transport = await toFake({ tokenFile });
    const refused = {
      code: 'credential',
      message: `The API server does not accept the token of the file ${tokenFile}.`,
    };
    await expect(transport.request(get)).rejects.toMatchObject(refused);
    writeFileSync(tokenFile, 'new');
    const stream = await transport.stream({ ...get, query: { watch: '1' } });
    expect(stream.status).toBe(200);
    stream.close();
    expect((await transport.request(get)).status).toBe(200);
  });

  it('are read again when the kubeconfig was written, without a restart', async () => {
    const path = writeKubeconfig(server.kubeconfig({ token: 'one' }));
    const transport = await transportOf(path);
    await transport.request(get);
    writeFileSync(path, server.kubeconfig({ token: 'two' }));
    await sleep(1100);
    await transport.request(get);
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer one', 'Bearer two']);
  });

  it('are kept while the kubeconfig cannot be read, and where they are refused, that is named', async () => {
    const path = writeKubeconfig(server.kubeconfig({ token: 'one' }));
    const transport = await transportOf(path);
    writeFileSync(path, '{');
    await sleep(1100);
    expect((await transport.request(get)).status).toBe(200);
    server.hook = (_, response) => {
      sendStatus(response, 401, 'Unauthorized', 'Unauthorized');
      return true;
    };
    const problem = { code: 'credential', message: expect.stringContaining('is not valid YAML') };
    await expect(transport.request(get)).rejects.toMatchObject(problem);
    server.hook = undefined;
    writeFileSync(path, server.kubeconfig({ token: 'two' }));
    await sleep(1100);
    await transport.request(get);
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer two');
  });

  it('never reach the cluster of another context that the file now prefers', async () => {
    const other = await new FakeApiServer().start();
    const path = writeKubeconfig(server.kubeconfig());
    const transport = await transportOf(path);
    const both = JSON.parse(server.kubeconfig());
    both.contexts.push({ name: 'other', context: { cluster: 'other', user: 'someone' } });
    both.clusters.push({ name: 'other', cluster: { server: other.url } });
    both['current-context'] = 'other';
    writeFileSync(path, JSON.stringify(both));
    await sleep(1100);
    await transport.request(get);
    expect(other.seen).toEqual([]);
    await other.stop();
  });
});

describe('a server that cannot be trusted or reached is a sentence', () => {
  it('refusing connections', async () => {
    const transport = await toFake();
    await server.stop();
    await expect(transport.request(get)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/^The API server http:\/\/127\.0\.0\.1:\d+ refuses connections\.$/),
    });
  });

  it('with a name that does not exist', async () => {
    const source = server.kubeconfig().replace(server.url, 'https://no-such-host.invalid:6443');
    const transport = await transportOf(writeKubeconfig(source));
    await expect(transport.request(get)).rejects.toMatchObject({ code: 'dns' });
  });

  it('behind a proxy that is not there', async () => {
    const source = JSON.parse(server.kubeconfig());
    source.clusters[0].cluster = { server: 'https://10.0.0.1:6443', 'proxy-url': 'http://user:secret@127.0.0.1:1' };
    const transport = await transportOf(writeKubeconfig(JSON.stringify(source)));
    const problem = await transport.request(get).catch((error) => error);
    expect(problem.message).toContain('through the proxy http://127.0.0.1:1');
    expect(problem.message).not.toContain('secret');
  });

  it('with a certificate of another authority, or for another name', async () => {
    const kubeconfigPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'kubeconfig');
    const demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath });
    const changed = (cluster: object) => {
      const config = JSON.parse(demo.kubeconfigText);
      config.clusters[0].cluster = { ...config.clusters[0].cluster, ...cluster };
      return JSON.stringify(config);
    };
    const wrongCa = changed({ 'certificate-authority-data': undefined });
    const wrongName = changed({ 'tls-server-name': 'other.example' });
    const strange = await transportOf(writeKubeconfig(wrongCa));
    await expect(strange.request(get)).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('cannot be trusted'),
    });
    const misnamed = await transportOf(writeKubeconfig(wrongName));
    await expect(misnamed.request(get)).rejects.toThrow('its certificate is for another name');
    const right = await transportOf(kubeconfigPath);
    expect((await right.request(get)).status).toBe(200);
    await demo.stop();
  });

  it('that speaks no TLS at all', async () => {
    const source = server.kubeconfig().replace('http://', 'https://');
    const transport = await transportOf(writeKubeconfig(source));
    await expect(transport.request(get)).rejects.toMatchObject({ code: 'tls' });
  });
});

describe('a proxy', () => {
  it('of the environment is used as kubectl does, never for loopback', () => {
    const env = { HTTPS_PROXY: 'proxy:3128', NO_PROXY: 'internal.example,.corp' };
    expect(proxyFromEnvironment('https://api.example:443', env)).toBe('http://proxy:3128');
    expect(proxyFromEnvironment('https://a.internal.example', env)).toBeUndefined();
    expect(proxyFromEnvironment('https://x.corp', env)).toBeUndefined();
    expect(proxyFromEnvironment('https://127.0.0.1:6443', env)).toBeUndefined();
    expect(proxyFromEnvironment('https://[::1]:6443', env)).toBeUndefined();
    expect(proxyFromEnvironment('http://api.example', env)).toBeUndefined();
    const ranges = { HTTPS_PROXY: 'proxy:3128', NO_PROXY: '10.0.0.0/8,fd00::/8,10.0.0.0/99' };
    expect(proxyFromEnvironment('https://10.1.2.3:6443', ranges)).toBeUndefined();
    expect(proxyFromEnvironment('https://[fd00::1]:6443', ranges)).toBeUndefined();
    expect(proxyFromEnvironment('https://11.1.2.3:6443', ranges)).toBe('http://proxy:3128');
  });

  it('named by the kubeconfig carries the requests', async () => {
    const proxy = await new FakeApiServer().start();
    proxy.hook = (seen, response) => {
      send(response, 200, { through: seen.path });
      return true;
    };
    const source = JSON.parse(server.kubeconfig());
    source.clusters[0].cluster['proxy-url'] = proxy.url;
    const transport = await transportOf(writeKubeconfig(JSON.stringify(source)));
    await transport.request(get);
    expect(proxy.seen).toHaveLength(1);
    expect(server.seen).toHaveLength(0);
    await proxy.stop();
  });
});
