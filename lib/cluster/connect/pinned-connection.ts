/**
 * One server and one credential, held fast whatever the kubeconfig says meanwhile: what was asked over it and what is
 * written through it is of the same cluster, as the same identity.
 */

import { createHash } from 'node:crypto';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { dispatcherPool } from './dispatcher.ts';
import { httpTransport } from './http-transport.ts';
import type { KubeTransport } from './kube-transport.ts';
import type { AccessSource } from './kubeconfig/access-source.ts';

export interface PinnedConnection {
  readonly server: string;
  /** Tells one login of the kubeconfig from another; holds nothing of what it was made of. */
  readonly login: string;
  /** Its end is the end of the pinned connection. */
  readonly transport: KubeTransport;
  /** SHA-256 of the server's certificate. Undefined before it was seen, and where it was not verified. */
  certificate(): string | undefined;
}

/** Throws a TransportProblem where no credential is to be had. */
export async function pinConnection(source: Pick<AccessSource, 'current'>): Promise<PinnedConnection> {
  const { access, credentials, outdated } = await source.current();
  const credential = access.problem ? {} : await credentials.get();
  const fixed = { get: async () => credential, renew: async () => false, close: () => undefined };
  const { certificate, checkIdentity } = certificateWatch();
  const current = async () => ({ access, credentials: fixed, ...(outdated ? { outdated } : {}) });
  return {
    server: access.server,
    login: createHash('sha256')
      .update(JSON.stringify([access.login, access.tls, access.impersonate]))
      .digest('hex'),
    transport: httpTransport({ current, close: () => undefined }, dispatcherPool(process.env, checkIdentity)),
    certificate,
  };
}

/** Every connection must show the same certificate: another one is another server behind the address. */
function certificateWatch() {
  let seen: string | undefined;
  return {
    certificate: () => seen,
    checkIdentity(host: string, certificate: PeerCertificate): Error | undefined {
      const error = checkServerIdentity(host, certificate);
      if (error) return error;
      const { fingerprint256 } = certificate;
      if (seen !== undefined && seen !== fingerprint256) {
        return Object.assign(new Error('another certificate than before'), { code: 'CERTIFICATE_CHANGED' });
      }
      seen = fingerprint256;
      return undefined;
    },
  };
}
