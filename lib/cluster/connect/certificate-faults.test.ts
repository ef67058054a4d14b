/** Certificates that are wrong, out of date or replaced, and proxies that do not do what they should. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type DemoCluster, startDemo } from '#demo';
import { FakeApiServer, sendStatus } from '../testing/fake-api-server.ts';
import { sleep, writeKubeconfig } from '../testing/open-test-link.ts';
import { connect } from './connection.ts';
import { dispatcherPool } from './dispatcher.ts';
import type { KubeTransport } from './kube-transport.ts';

const DAY = 86_400_000;
const ask = { method: 'GET', path: '/version', timeoutMs: 8000 } as const;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function demoAt(now: number, port = 0): Promise<DemoCluster> {
  const kubeconfigPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'kubeconfig');
  const demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath, now: () => now, port });
  closing.push(() => demo.stop());
  return demo;
}

async function transportOf(kubeconfig: string): Promise<KubeTransport> {
  const { transport } = await connect({ kubeconfig });
  closing.push(() => transport.close());
  return transport;
}

describe('a certificate', () => {
  it('of the server that has expired is said to be, and is not passed over', async () => {
    const demo = await demoAt(Date.now() - 400 * DAY);
    const transport = await transportOf(demo.kubeconfigPath);
    await expect(transport.request(ask)).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringMatching(/certificate has expired/),
    });
  });

  it('whose authority is replaced is trusted again once the file of the kubeconfig is', async () => {
    const before = await demoAt(Date.now());
    const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
    const authority = join(folder, 'ca.pem');
    const token = join(folder, 'token');
    writeFileSync(authority, before.authority);
    writeFileSync(token, before.token);
    const config = JSON.parse(before.kubeconfigText);
    config.clusters[0].cluster = { server: before.url, 'certificate-authority': authority };
    config.users[0].user = { tokenFile: token };
    const transport = await transportOf(writeKubeconfig(JSON.stringify(config)));
    expect((await transport.request(ask)).status).toBe(200);
    await before.stop();
    const after = await demoAt(Date.now(), Number(new URL(before.url).port));
    await expect(transport.request(ask)).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('signed by an authority the kubeconfig does not name'),
    });
    writeFileSync(authority, after.authority);
    writeFileSync(token, after.token);
    await sleep(1100);
    expect((await transport.request(ask)).status).toBe(200);
  });

  it('of ours that has expired is named where the server refuses it', async () => {
    const server = await new FakeApiServer().start();
    closing.push(() => server.stop());
    server.hook = (_, response) => {
      sendStatus(response, 401, 'Unauthorized', 'Unauthorized');
      return true;
    };
    const expired = Buffer.from((await demoAt(Date.now() - 400 * DAY)).authority).toString('base64');
    const transport = await transportOf(writeKubeconfig(server.kubeconfig({ 'client-certificate-data': expired })));
    await expect(transport.request(ask)).rejects.toMatchObject({
      code: 'credential',
      message: expect.stringMatching(/^The client certificate of the kubeconfig expired on \d{4}-\d\d-\d\d\.$/),
    });
  });

  it('of ours whose key is none is named', async () => {
    const demo = await demoAt(Date.now());
    const config = JSON.parse(demo.kubeconfigText);
    const data = (text: string) => Buffer.from(text).toString('base64');
    config.users[0].user = { 'client-certificate-data': data(demo.authority), 'client-key-data': data('no key') };
    const transport = await transportOf(writeKubeconfig(JSON.stringify(config)));
    await expect(transport.request(ask)).rejects.toMatchObject({
      code: 'tls',
      message: expect.stringContaining('the client certificate of the kubeconfig or its key cannot be used'),
    });
  });
});

describe('a proxy', () => {
  async function proxyThat(acts: (socket: Socket) => void): Promise<string> {
    const sockets = new Set<Socket>();
    const proxy: Server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      acts(socket);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    closing.push(() => {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    });
    return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  }

  function through(proxy: string): Promise<KubeTransport> {
    const config = JSON.parse(new FakeApiServer().kubeconfig());
    config.clusters[0].cluster = { server: 'https://203.0.113.9:6443', 'proxy-url': proxy };
    return transportOf(writeKubeconfig(JSON.stringify(config)));
  }

  it('that takes the connection and says nothing is named in time', async () => {
    const proxy = await proxyThat(() => undefined);
    const transport = await through(proxy);
    const request = transport.request({ ...ask, timeoutMs: 500 });
    await expect(request).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining(proxy) });
    const stream = transport.stream({ ...ask, timeoutMs: 500 });
    await expect(stream).rejects.toMatchObject({ code: 'timeout', message: expect.stringContaining(proxy) });
  });

  it('that asks for a login is named, with what it wants', async () => {
    const proxy = await proxyThat((socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n'));
    });
    const request = (await through(proxy)).request(ask);
    await expect(request).rejects.toMatchObject({
      code: 'proxy',
      message: expect.stringMatching(/407: it asks for a/),
    });
  });

  it('whose address is none is said to be, without quoting it', async () => {
    const request = (await through('ht!tp://user:secret@::')).request(ask);
    const problem = await request.catch((error: Error) => error);
    expect(problem).toMatchObject({ code: 'proxy', message: expect.stringContaining('proxy address') });
    expect((problem as Error).message).not.toContain('secret');
  });

  it('of the environment is found like one of the kubeconfig', async () => {
    const pool = dispatcherPool({ HTTPS_PROXY: 'http://127.0.0.1:1' });
    const access = { server: 'https://203.0.113.9:6443' } as Parameters<typeof pool.proxyOf>[0];
    expect(pool.proxyOf(access)).toBe('http://127.0.0.1:1');
    expect(pool.proxyOf({ ...access, proxyUrl: 'http://127.0.0.1:2' })).toBe('http://127.0.0.1:2');
  });
});
