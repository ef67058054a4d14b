/** Writes every certificate, key and kubeconfig of a control plane into one folder. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asBase64, createAuthority, createTokenKeys, type Identity } from './certificates.ts';

export interface CredentialFiles {
  readonly authority: Identity;
  readonly server: Identity;
  readonly token: Identity;
  /** Paths of kubeconfigs. */
  readonly admin: string;
  readonly manager: string;
  readonly scheduler: string;
}

export function writeCredentialFiles(folder: string, server: string): CredentialFiles {
  const authority = createAuthority(folder);
  const names = ['localhost', 'kubernetes', 'kubernetes.default', 'kubernetes.default.svc'];
  const kubeconfig = (name: string, user: string, groups?: readonly string[]) => {
    const path = join(folder, `${name}.kubeconfig`);
    const identity = authority.client(name, user, groups);
    writeFileSync(path, kubeconfigText(server, authority, identity), { mode: 0o600 });
    return path;
  };
  return {
    authority,
    server: authority.server('server', names, ['127.0.0.1', '172.20.0.1']),
    token: createTokenKeys(folder),
    admin: kubeconfig('admin', 'admin', ['system:masters']),
    // The API server's own rules know these two by name.
    manager: kubeconfig('manager', 'system:kube-controller-manager'),
    scheduler: kubeconfig('scheduler', 'system:kube-scheduler'),
  };
}

/** JSON is YAML. */
function kubeconfigText(server: string, authority: Identity, { certificate, key }: Identity): string {
  const cluster = { server, 'certificate-authority-data': asBase64(authority.certificate) };
  const user = { 'client-certificate-data': asBase64(certificate), 'client-key-data': asBase64(key) };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'real', cluster }],
    users: [{ name: 'user', user }],
    contexts: [{ name: 'real', context: { cluster: 'real', user: 'user' } }],
    'current-context': 'real',
  });
}
