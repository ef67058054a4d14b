import { createServer, type Server } from 'node:http';
import { createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from './listen.ts';

const open = (server: SocketServer, port: number, host: string) =>
  new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === '::1' }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });

const hello = (): Server => createServer((_, response) => response.end('ours'));

test('both addresses of this machine are ours, and both end together', async () => {
  const listening = await listenOnLoopback(hello(), 0);
  const hosts = listening.onBoth ? ['127.0.0.1', '[::1]'] : ['127.0.0.1'];
  for (const host of hosts) expect(await (await fetch(`http://${host}:${listening.port}/`)).text()).toBe('ours');
  await listening.close();
  for (const host of hosts) await expect(fetch(`http://${host}:${listening.port}/`)).rejects.toThrow();
});

test('where somebody else answers by IPv6 it does not start, and does not stay half started', async () => {
  const squatter = createSocketServer();
  onTestFinished(() => void squatter.close());
  const port = await open(squatter, 0, '::1');
  await expect(listenOnLoopback(hello(), port)).rejects.toThrow('EADDRINUSE');
  const probe = createSocketServer();
  expect(await open(probe, port, '127.0.0.1')).toBe(port);
  probe.close();
});
