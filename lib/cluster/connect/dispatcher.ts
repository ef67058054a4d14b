/** The pool of connections to one API server, made anew when certificates or the proxy change. */

import { BlockList, isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import type { Dispatcher } from 'undici';
import { Agent, Pool, ProxyAgent, Socks5ProxyAgent } from 'undici';
import { TransportProblem } from './kube-transport.ts';
import type { ClusterAccess } from './kubeconfig/cluster-access.ts';
import type { Credential } from './login/credentials.ts';
import { isLoopback } from './loopback.ts';

/** A watch keeps one. Without rights in the whole cluster there is a watch a kind and namespace. */
const CONNECTIONS = 160;
const CONNECT_MS = 5_000;

/** What the way to a server depends on. */
export type ProxyRoute = Pick<ClusterAccess, 'server' | 'tls' | 'proxyUrl'>;

export interface DispatcherPool {
  for(route: ProxyRoute, credential: Credential): Dispatcher;
  /** Address of the proxy on the way, if there is one. */
  proxyOf(route: Pick<ProxyRoute, 'server' | 'proxyUrl'>): string | undefined;
  /** Cuts every connection, also those with a watch on them. */
  destroy(): Promise<void>;
}

type Env = Readonly<Record<string, string | undefined>>;
type CheckIdentity = NonNullable<ConnectionOptions['checkServerIdentity']>;

/** `checkIdentity` is asked besides everything else about each verified certificate. */
export function dispatcherPool(env: Env = process.env, checkIdentity?: CheckIdentity): DispatcherPool {
  const made = new Set<Dispatcher>();
  let current: { key: string; dispatcher: Dispatcher } | undefined;
  const proxyOf = ({ server, proxyUrl }: Pick<ProxyRoute, 'server' | 'proxyUrl'>) =>
    proxyUrl ?? proxyFromEnvironment(server, env);
  return {
    proxyOf,
    for(route, credential) {
      const proxy = proxyOf(route);
      const key = JSON.stringify([route.tls, credential.cert, credential.key, proxy]);
      if (current?.key === key) return current.dispatcher;
      const old = current?.dispatcher;
      const dispatcher = makeDispatcher(route, credential, proxy, checkIdentity);
      made.add(dispatcher);
      current = { key, dispatcher };
      // Watches that run on the old connections end by themselves; new requests go by the new ones.
      old?.close().then(
        () => made.delete(old),
        () => made.delete(old),
      );
      return dispatcher;
    },
    async destroy() {
      await Promise.allSettled([...made].map((dispatcher) => dispatcher.destroy()));
      made.clear();
    },
  };
}

function makeDispatcher(
  { server, tls }: ProxyRoute,
  credential: Credential,
  proxy: string | undefined,
  checkIdentity: CheckIdentity | undefined,
): Dispatcher {
  const connect = {
    timeout: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelay: 15_000,
    ca: tls.ca,
    cert: credential.cert ?? tls.cert,
    key: credential.key ?? tls.key,
    rejectUnauthorized: !tls.insecure,
    ...(checkIdentity ? { checkServerIdentity: checkIdentity } : {}),
    ...(tls.serverName === undefined ? {} : { servername: tls.serverName }),
  };
  // HTTP/1.1 on purpose: one dead HTTP/2 connection would take every watch with it at once.
  const options = { connections: CONNECTIONS, allowH2: false, bodyTimeout: 0, connect };
  if (proxy !== undefined && !/^(https?|socks5h?):$/.test(URL.parse(proxy)?.protocol ?? '')) {
    // Not quoted: what cannot be read may hold a password anywhere.
    const message = `The proxy address for ${server} cannot be used: it is no http, https or socks5 address.`;
    throw new TransportProblem('proxy', message);
  }
  try {
    if (proxy === undefined) return new Agent(options);
    if (/^socks5h?:/i.test(proxy)) {
      const { connect: requestTls, ...rest } = options;
      return new Socks5ProxyAgent(proxy.replace(/^socks5h:/i, 'socks5:'), { ...rest, requestTls });
    }
    // A proxy that takes a connection and then says nothing must not be waited for either.
    const clientFactory = (origin: URL, more: object) => new Pool(origin, { ...more, headersTimeout: CONNECT_MS });
    const connectTimeout = CONNECT_MS;
    return new ProxyAgent({ ...options, uri: proxy, requestTls: connect, connectTimeout, clientFactory });
  } catch (error) {
    // A certificate or a key that cannot be used at all.
    const what = error instanceof Error ? error.message : String(error);
    throw new TransportProblem('tls', `The connection settings of ${server} cannot be used: ${what}.`);
  }
}

function inRange(host: string, address: string, prefix: string): boolean {
  const family = isIP(host) === 6 ? 'ipv6' : 'ipv4';
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > (family === 'ipv6' ? 128 : 32)) return false;
  const range = new BlockList();
  range.addSubnet(address, Number(prefix), family);
  return range.check(host, family);
}

/** HTTPS_PROXY and NO_PROXY as kubectl reads them; never for loopback. */
export function proxyFromEnvironment(server: string, env: Env): string | undefined {
  const url = new URL(server);
  if (isLoopback(url.hostname)) return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = env[name] || env[name.toLowerCase()];
  if (!proxy) return undefined;
  const exempt = (env.NO_PROXY || env.no_proxy || '').split(',').map((item) => item.trim().toLowerCase());
  if (exempt.some((item) => item === '*' || (item !== '' && hostMatches(host, item)))) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function hostMatches(host: string, item: string): boolean {
  const [address = '', prefix] = item.split('/');
  if (prefix !== undefined) return isIP(host) !== 0 && isIP(address) === isIP(host) && inRange(host, address, prefix);
  const name = item.replace(/:\d+$/, '').replace(/^\*?\.?/, '');
  return host === name || host.endsWith(`.${name}`);
}
