/** Starts the embedded cluster: seed, controllers, certificate, server, kubeconfig. */

import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { BOOTSTRAP_ROLES } from './access/bootstrap-roles.ts';
import type { TokenUser } from './access/identity.ts';
import { createControllers } from './controller/controllers.ts';
import type { DemoCluster, DemoOptions } from './demo-cluster.ts';
import { createFront } from './http/front.ts';
import { seedCluster } from './seed/seed-cluster.ts';
import { createStore, type Store } from './store/store.ts';
import { createServerCertificate, type ServerCertificate } from './tls/certificate.ts';
import { kubeconfigText, writeKubeconfig } from './tls/kubeconfig.ts';
import { createServiceAddresses } from './write/service-addresses.ts';
import { createWriter } from './write/writer.ts';

const HISTORY = 10_000;
const BOOKMARK_MS = 60_000;
const TERMINATION_MS = 150;
const HOSTS = ['127.0.0.1', '::1', 'localhost'] as const;

/** Rejects when the port is taken, the kubeconfig cannot be written or the folder cannot be read. */
export async function startDemo(options: DemoOptions): Promise<DemoCluster> {
  const now = options.now ?? Date.now;
  const store = createStore({ history: options.history ?? HISTORY, firstVersion: 1000 });
  const admit = createServiceAddresses(store);
  const writer = createWriter({ store, now, admit });
  const report = options.report ?? warn;
  const controllers = createControllers({
    store,
    writer,
    now,
    report,
    terminationMs: options.terminationMs ?? TERMINATION_MS,
  });
  const problems = seedCluster({ store, writer, now, seed: options.seed, roles: BOOTSTRAP_ROLES });
  controllers.settle();
  // Nobody has seen the cluster being filled: its past begins here.
  store.compact();

  const admin: TokenUser = {
    name: 'demo-admin',
    groups: ['system:masters'],
    token: randomBytes(32).toString('base64url'),
  };
  const certificate = createServerCertificate(HOSTS, now());
  const stopping = new AbortController();
  // Every open watch listens, and there may be many.
  setMaxListeners(0, stopping.signal);
  let hosts: ReadonlySet<string> = new Set();
  const front = createFront({
    store,
    writer,
    now,
    users: [admin, ...(options.users ?? [])],
    flavour: options.seed === 'eks-workshop' ? 'eks' : 'plain',
    bookmarkMs: options.bookmarkMs ?? BOOKMARK_MS,
    faults: options.faults,
    hosts: () => hosts,
    signal: stopping.signal,
  });
  const server = createServer({ cert: certificate.certificate, key: certificate.key, ...LIMITS }, front);
  const sockets = trackSockets(server);
  const host = options.host ?? '127.0.0.1';
  const port = await listen(server, host, options.port ?? 0);
  hosts = new Set(['127.0.0.1', '[::1]', 'localhost'].map((name) => `${name}:${port}`));

  const url = `https://${host === '::1' ? '[::1]' : host}:${port}`;
  const text = kubeconfigFor(url, certificate, admin, options);
  const stop = async (): Promise<void> => {
    stopping.abort();
    controllers.stop();
    await close(server, sockets);
  };
  try {
    writeKubeconfig(options.kubeconfigPath, text);
  } catch (error) {
    await stop();
    throw error;
  }
  controllers.start();
  return cluster({ url, options, text, admin, certificate, problems, store, stop });
}

const LIMITS = { maxHeaderSize: 32 * 1024, headersTimeout: 10_000, requestTimeout: 60_000, keepAliveTimeout: 65_000 };

interface Started extends Pick<DemoCluster, 'problems' | 'stop' | 'url'> {
  readonly options: DemoOptions;
  readonly text: string;
  readonly admin: TokenUser;
  readonly certificate: ServerCertificate;
  readonly store: Store;
}

function cluster({ url, options, text, admin, certificate, problems, store, stop }: Started): DemoCluster {
  return {
    url,
    kubeconfigPath: options.kubeconfigPath,
    kubeconfigText: text,
    token: admin.token,
    authority: certificate.authority,
    problems,
    store,
    stop,
  };
}

function kubeconfigFor(url: string, certificate: ServerCertificate, admin: TokenUser, options: DemoOptions): string {
  const context = options.seed === 'eks-workshop' ? 'demo' : 'manifests';
  return kubeconfigText({ url, authority: certificate.authority, token: admin.token, user: admin.name, context });
}

function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function trackSockets(server: Server): ReadonlySet<Duplex> {
  const sockets = new Set<Duplex>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return sockets;
}

/** Watches have been ended; what is still open after a moment is cut. */
function close(server: Server, sockets: ReadonlySet<Duplex>): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, 100);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
}
