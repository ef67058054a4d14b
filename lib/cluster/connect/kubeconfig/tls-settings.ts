/** The certificates a kubeconfig names, read, and whether the server's own is checked at all. */

import type { ClusterInfo } from '#stream';
import { text } from '../json-fields.ts';
import type { Cluster, User } from '../kubeconfig-entry.ts';
import { certificate, pem } from '../pem-file.ts';

export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly serverName?: string;
  readonly insecure: boolean;
}

export type TlsState = ClusterInfo['tls'];

export function tlsState({ server, tls }: { readonly server: string; readonly tls: TlsSettings }): TlsState {
  if (server.startsWith('http:')) return 'none';
  return tls.insecure ? 'unverified' : 'verified';
}

/** Adds to `files` what it read. Throws ConnectionProblem. */
export async function tlsOf(cluster: Cluster, user: User, files: string[]): Promise<TlsSettings> {
  return {
    ca: await certificate('certificate-authority', cluster.caData, cluster.caFile, files),
    cert: await certificate('client-certificate', user.certData, user.certFile, files),
    key: await pem('client-key', user.keyData, user.keyFile, files),
    serverName: text(cluster.tlsServerName),
    insecure: cluster.skipTLSVerify,
  };
}
