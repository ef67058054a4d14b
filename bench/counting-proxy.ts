/** Stands before an API server on loopback and counts what goes through, as it is on the wire. */

import { readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

export interface CountingProxy {
  /** The same kubeconfig, by way of the proxy. */
  readonly kubeconfig: string;
  /** Bytes that came from the API server since this was last called. */
  takeBytes(): number;
  close(): void;
}

/** `folder`: where the kubeconfig is written. */
export async function countingProxy(kubeconfig: string, folder: string): Promise<CountingProxy> {
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  const { cluster } = config.clusters[0];
  const target = Number(new URL(cluster.server).port);
  let bytes = 0;
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(target, '127.0.0.1');
    server.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  cluster.server = `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const path = join(folder, 'kubeconfig');
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  return {
    kubeconfig: path,
    takeBytes() {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
    close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
