/**
 * Listens on loopback, on the addresses of both kinds. A browser that is given a name of this machine asks the one of IPv6
 * first: left free, another user could answer there in our place.
 */

import type { Server } from 'node:http';
import { createServer, type Server as SocketServer } from 'node:net';

export interface Listening {
  readonly port: number;
  /** False where this machine has no IPv6: then nobody else can answer there either. */
  readonly onBoth: boolean;
  /** Takes no new connections; resolves when the last one is closed. */
  close(): Promise<void>;
}

/** A free port of one kind may be taken in the other. */
const TRIES = 10;

/** Rejects with the system's error (`EADDRINUSE`, `EACCES`) when it cannot. */
export async function listenOnLoopback(server: Server, port: number): Promise<Listening> {
  for (let left = TRIES; ; left--) {
    const got = await listen(server, port, '127.0.0.1');
    const second = createServer({ noDelay: true }, (socket) => void server.emit('connection', socket));
    second.maxConnections = server.maxConnections;
    try {
      const onBoth = await listenIfThere(second, got);
      return { port: got, onBoth, close: () => Promise.all([closed(server), closed(second)]).then(() => undefined) };
    } catch (error) {
      await closed(server);
      if (port !== 0 || left === 0) throw error;
    }
  }
}

async function listenIfThere(server: SocketServer, port: number): Promise<boolean> {
  try {
    await listen(server, port, '::1');
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return false;
    throw error;
  }
}

function listen(server: SocketServer | Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === '::1' }, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function closed(server: SocketServer | Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
