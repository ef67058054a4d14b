/** The address of the API server, and whether a login may be sent to it. */

import { ConnectionProblem } from '../connection-problem.ts';
import { hideSecrets } from '../hide-secrets.ts';
import { text } from '../json-fields.ts';
import type { Cluster } from '../kubeconfig-entry.ts';
import { isLoopback } from '../loopback.ts';

/** Without a slash at the end, and without a login in it. */
export function serverOf(cluster: Cluster): string {
  const server = text(cluster.server);
  const url = server === undefined ? null : URL.parse(server);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    const message = `The server address "${hideSecrets(server ?? '')}" of the cluster "${cluster.name}" is not an http or https address.`;
    throw new ConnectionProblem('server-invalid', message);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Over plain HTTP anyone on the way reads what is sent; nobody is on the way to loopback, unless a proxy is. */
export function isReadableOnTheWay(server: string, proxyUrl: string | undefined): boolean {
  const { protocol, hostname } = new URL(server);
  return protocol === 'http:' && (proxyUrl !== undefined || !isLoopback(hostname));
}
