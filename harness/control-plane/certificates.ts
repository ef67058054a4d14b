/** The certificates of a control plane that lives for one test run, made by openssl. */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of PEM files. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority extends Identity {
  /** A client certificate: the common name is the user, each organisation a group. */
  client(name: string, user: string, groups?: readonly string[]): Identity;
  server(name: string, hosts: readonly string[], addresses: readonly string[]): Identity;
}

/** Everything is written into the folder, under the names given. */
export function createAuthority(folder: string): Authority {
  const own = pathsOf(folder, 'ca');
  createKey(own.key);
  openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    own.key,
    '-out',
    own.certificate,
    '-days',
    '1',
    '-subj',
    '/CN=test-authority',
  );
  const issue = (name: string, subject: string, extensions: string): Identity => {
    const paths = pathsOf(folder, name);
    const [request, extra] = [join(folder, `${name}.csr`), join(folder, `${name}.ext`)];
    createKey(paths.key);
    writeFileSync(extra, extensions);
    openssl('req', '-new', '-key', paths.key, '-out', request, '-subj', subject);
    const signing = ['-CA', own.certificate, '-CAkey', own.key, '-CAcreateserial', '-days', '1', '-extfile', extra];
    openssl('x509', '-req', '-in', request, '-out', paths.certificate, ...signing);
    return paths;
  };
  return {
    ...own,
    client: (name, user, groups = []) =>
      issue(name, `/CN=${user}${groups.map((group) => `/O=${group}`).join('')}`, 'extendedKeyUsage=clientAuth\n'),
    server: (name, hosts, addresses) => {
      const names = [...hosts.map((host) => `DNS:${host}`), ...addresses.map((address) => `IP:${address}`)];
      return issue(name, '/CN=server', `extendedKeyUsage=serverAuth\nsubjectAltName=${names.join(',')}\n`);
    },
  };
}

/** A key pair that signs service account tokens; `certificate` is the public key. */
export function createTokenKeys(folder: string): Identity {
  const paths = pathsOf(folder, 'token');
  createKey(paths.key);
  openssl('pkey', '-in', paths.key, '-pubout', '-out', paths.certificate);
  return paths;
}

export function asBase64(path: string): string {
  return readFileSync(path).toString('base64');
}

function pathsOf(folder: string, name: string): Identity {
  return { certificate: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
}

/** Of elliptic curves: made in an instant. */
function createKey(path: string): void {
  openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out', path);
}

function openssl(...args: string[]): void {
  execFileSync('openssl', args, { stdio: ['ignore', 'pipe', 'pipe'] });
}
