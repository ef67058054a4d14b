/** What a context says about reaching and entering its cluster, checked and with its files read. */

import { readFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { isCertificate } from './certificate.ts';
import { ConnectionProblem } from './connection-problem.ts';
import type { ExecPlugin } from './exec-plugin.ts';
import { pluginIsTrusted } from './exec-plugin.ts';
import { hideSecrets } from './hide-secrets.ts';
import { type Fields, isFields, text } from './json-fields.ts';
import type { Entry, Kubeconfig } from './kubeconfig-file.ts';

export interface ClusterAccess {
  readonly context: string;
  readonly cluster: string;
  readonly namespace: string;
  /** Without a slash at the end. */
  readonly server: string;
  readonly tls: TlsSettings;
  readonly proxyUrl?: string;
  readonly login: Login;
  readonly impersonate: Readonly<Record<string, string | readonly string[]>>;
  /** Files whose change makes this out of date, besides the kubeconfig. */
  readonly files: readonly string[];
  /**
   * Why nothing can be asked of the cluster as things are: a file that is not there, a certificate that is none, a
   * command that was not allowed. All of them can be mended while this program runs.
   */
  readonly problem?: ConnectionProblem;
}

export interface TlsSettings {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly serverName?: string;
  readonly insecure: boolean;
}

export type Login =
  | { readonly by: 'nothing' }
  | { readonly by: 'token'; readonly token: string }
  | { readonly by: 'token-file'; readonly path: string }
  | { readonly by: 'password'; readonly username: string; readonly password: string }
  | { readonly by: 'exec'; readonly plugin: ExecPlugin };

/** Throws ConnectionProblem with one sentence where there is no cluster to speak of. */
export async function accessOf(
  kubeconfig: Kubeconfig,
  wanted: string | undefined,
  allowExec: readonly string[],
): Promise<ClusterAccess> {
  const context = wanted || kubeconfig.currentContext;
  const where = kubeconfig.paths.join(', ');
  if (!context) throw new ConnectionProblem('context-missing', `The kubeconfig ${where} has no current context.`);
  const entry = kubeconfig.contexts.get(context);
  if (!entry) {
    const known = [...kubeconfig.contexts.keys()].join(', ') || 'none';
    const message = `The kubeconfig ${where} has no context "${context}"; it has ${known}.`;
    throw new ConnectionProblem('context-unknown', message);
  }
  const clusterName = text(entry.fields.cluster) ?? '';
  const cluster = kubeconfig.clusters.get(clusterName);
  if (!cluster) {
    const message = `The context "${context}" names the cluster "${clusterName}", which ${where} does not have.`;
    throw new ConnectionProblem('cluster-unknown', message);
  }
  const userName = text(entry.fields.user);
  const user = userName === undefined ? { fields: {}, directory: '' } : kubeconfig.users.get(userName);
  if (!user) {
    const message = `The context "${context}" names the user "${userName}", which ${where} does not have.`;
    throw new ConnectionProblem('user-unknown', message);
  }
  const files: string[] = [];
  const server = serverOf(cluster.fields, clusterName);
  return {
    context,
    cluster: clusterName,
    namespace: text(entry.fields.namespace) ?? 'default',
    server,
    proxyUrl: text(cluster.fields['proxy-url']),
    impersonate: impersonation(user.fields),
    ...(await entranceOf(cluster, user, { cluster, server, allowExec, files })),
    files,
  };
}

type Entrance = Pick<ClusterAccess, 'tls' | 'login' | 'problem'>;

async function entranceOf(cluster: Entry, user: Entry, context: LoginContext): Promise<Entrance> {
  try {
    const tls = await tlsOf(cluster, user, context.files);
    return { tls, login: await loginOf(user, context) };
  } catch (error) {
    if (!(error instanceof ConnectionProblem)) throw error;
    return { tls: { insecure: false }, login: { by: 'nothing' }, problem: error };
  }
}

function serverOf(cluster: Fields, name: string): string {
  const server = text(cluster.server);
  const url = server === undefined ? null : URL.parse(server);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    const message = `The server address "${hideSecrets(server ?? '')}" of the cluster "${name}" is not an http or https address.`;
    throw new ConnectionProblem('server-invalid', message);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

async function tlsOf(cluster: Entry, user: Entry, files: string[]): Promise<TlsSettings> {
  return {
    ca: await certificate(cluster, 'certificate-authority', files),
    cert: await certificate(user, 'client-certificate', files),
    key: await pem(user, 'client-key', files),
    serverName: text(cluster.fields['tls-server-name']),
    insecure: cluster.fields['insecure-skip-tls-verify'] === true,
  };
}

async function certificate(entry: Entry, field: string, files: string[]): Promise<string | undefined> {
  const found = await pem(entry, field, files);
  if (found === undefined || isCertificate(found)) return found;
  const where = text(entry.fields[`${field}-data`])
    ? `The ${field}-data of the kubeconfig`
    : `The file ${files.at(-1)} that the kubeconfig names as ${field}`;
  throw new ConnectionProblem('certificate-invalid', `${where} holds no certificate in PEM form.`);
}

async function pem(entry: Entry, field: string, files: string[]): Promise<string | undefined> {
  const data = text(entry.fields[`${field}-data`]);
  if (data !== undefined) return Buffer.from(data, 'base64').toString('utf8');
  const path = text(entry.fields[field]);
  return path === undefined ? undefined : readNamedFile(resolvePath(entry, path), field, files);
}

async function readNamedFile(path: string, field: string, files: string[]): Promise<string> {
  files.push(path);
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new ConnectionProblem(
      'file-missing',
      `The file ${path} that the kubeconfig names as ${field} cannot be read.`,
    );
  }
}

interface LoginContext {
  readonly cluster: Entry;
  readonly server: string;
  readonly allowExec: readonly string[];
  readonly files: string[];
}

/** As kubectl does, a token file wins over a token, and both over a command. */
async function loginOf(user: Entry, context: LoginContext): Promise<Login> {
  const { fields } = user;
  const tokenFile = text(fields.tokenFile);
  if (tokenFile !== undefined) return { by: 'token-file', path: resolvePath(user, tokenFile) };
  const token = text(fields.token);
  if (token !== undefined) return { by: 'token', token };
  const username = text(fields.username);
  if (username !== undefined) return { by: 'password', username, password: text(fields.password) ?? '' };
  if (isFields(fields.exec)) return { by: 'exec', plugin: pluginOf(fields.exec, user, context) };
  if (isFields(fields['auth-provider'])) {
    const name = text(fields['auth-provider'].name) ?? 'unnamed';
    const message = `The kubeconfig logs in by the auth provider "${name}", which Kubernetes dropped in favour of exec.`;
    throw new ConnectionProblem('unsupported', message);
  }
  return { by: 'nothing' };
}

function pluginOf(exec: Fields, user: Entry, context: LoginContext): ExecPlugin {
  const command = text(exec.command) ?? '';
  const path = command.includes('/') ? resolvePath(user, command) : command;
  const args = Array.isArray(exec.args) ? exec.args.map(String) : [];
  const apiVersion = text(exec.apiVersion) ?? '';
  if (!/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(apiVersion)) {
    const message = `The credential command "${command}" speaks "${apiVersion}"; client.authentication.k8s.io/v1 is needed.`;
    throw new ConnectionProblem('unsupported', message);
  }
  if (!pluginIsTrusted(path, context.allowExec)) {
    const line = [command, ...args].join(' ');
    const message = `The kubeconfig wants to run "${line}" to log in, which is not a known credential command; allow it with --allow-exec ${basename(command)} if you trust it.`;
    throw new ConnectionProblem('exec-refused', message);
  }
  const env: Record<string, string> = {};
  for (const item of Array.isArray(exec.env) ? exec.env : []) {
    if (isFields(item) && typeof item.name === 'string') env[item.name] = String(item.value ?? '');
  }
  return {
    command: path,
    args,
    env,
    apiVersion,
    installHint: text(exec.installHint),
    cluster: exec.provideClusterInfo === true ? clusterInfo(context) : undefined,
  };
}

function clusterInfo({ cluster, server }: LoginContext): Fields {
  const { fields } = cluster;
  const extensions = Array.isArray(fields.extensions) ? fields.extensions : [];
  const config = extensions.find((item) => isFields(item) && item.name === 'client.authentication.k8s.io/exec');
  return {
    server,
    'tls-server-name': fields['tls-server-name'],
    'insecure-skip-tls-verify': fields['insecure-skip-tls-verify'],
    'certificate-authority-data': fields['certificate-authority-data'],
    'proxy-url': fields['proxy-url'],
    config: isFields(config) ? config.extension : undefined,
  };
}

function impersonation(user: Fields): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  const as = text(user.as);
  if (as !== undefined) headers['impersonate-user'] = as;
  const uid = text(user['as-uid']);
  if (uid !== undefined) headers['impersonate-uid'] = uid;
  const groups = user['as-groups'];
  if (Array.isArray(groups) && groups.length > 0) headers['impersonate-group'] = groups.map(String);
  const extra = user['as-user-extra'];
  for (const [key, values] of Object.entries(isFields(extra) ? extra : {})) {
    if (Array.isArray(values))
      headers[`impersonate-extra-${encodeURIComponent(key)}`.toLowerCase()] = values.map(String);
  }
  return headers;
}

function resolvePath(entry: Entry, path: string): string {
  return isAbsolute(path) ? path : join(entry.directory, path);
}
