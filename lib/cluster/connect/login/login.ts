/** How a user of a kubeconfig logs in. */

import { isAbsolute, join } from 'node:path';
import { ConnectionProblem } from '../connection-problem.ts';
import { type Fields, isFields, text } from '../json-fields.ts';
import type { FoundContext } from '../kubeconfig-entry.ts';
import type { ExecPlugin } from './exec-plugin.ts';
import type { ExecPolicy } from './exec-policy.ts';
import { guardCommand } from './guard-command.ts';
import { type OidcLogin, oidcLogin } from './oidc.ts';
import { type ProviderToken, providerToken } from './provider-token.ts';

export type Login =
  | { readonly by: 'nothing' }
  | { readonly by: 'token'; readonly token: string }
  | { readonly by: 'token-file'; readonly path: string }
  | { readonly by: 'password'; readonly username: string; readonly password: string }
  | { readonly by: 'exec'; readonly plugin: ExecPlugin }
  | { readonly by: 'oidc'; readonly oidc: OidcLogin }
  | { readonly by: 'provider'; readonly provider: ProviderToken };

export interface LoginContext {
  readonly server: string;
  readonly policy: ExecPolicy;
  /** Takes what was read besides the kubeconfig. */
  readonly files: string[];
}

/** As kubectl does, a token file wins over a token, and both over a command. Throws ConnectionProblem. */
export async function loginOf(found: FoundContext, context: LoginContext): Promise<Login> {
  const { user, userEntry } = found;
  const tokenFile = text(userEntry.fields.tokenFile);
  if (tokenFile !== undefined) return { by: 'token-file', path: beside(userEntry.directory, tokenFile) };
  const token = text(user.token);
  if (token !== undefined) return { by: 'token', token };
  const username = text(user.username);
  if (username !== undefined) return { by: 'password', username, password: text(user.password) ?? '' };
  const exec: unknown = user.exec;
  if (isFields(exec)) return { by: 'exec', plugin: await pluginOf(exec, found, context) };
  const provider: unknown = user.authProvider;
  return isFields(provider) ? providerLogin(provider, found, context) : { by: 'nothing' };
}

async function pluginOf(exec: Fields, found: FoundContext, context: LoginContext): Promise<ExecPlugin> {
  const apiVersion = text(exec.apiVersion) ?? '';
  if (!/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(apiVersion)) {
    const message = `The credential command "${text(exec.command) ?? ''}" speaks "${apiVersion}"; client.authentication.k8s.io/v1 is needed.`;
    throw new ConnectionProblem('unsupported', message);
  }
  const env: Record<string, string> = {};
  for (const item of Array.isArray(exec.env) ? exec.env : []) {
    if (isFields(item) && typeof item.name === 'string') env[item.name] = String(item.value ?? '');
  }
  const wanted = {
    command: text(exec.command) ?? '',
    args: Array.isArray(exec.args) ? exec.args.map(String) : [],
    env,
    directory: found.userEntry.directory,
  };
  return {
    ...(await guardCommand(wanted, context.policy)),
    apiVersion,
    installHint: text(exec.installHint),
    cluster: exec.provideClusterInfo === true ? clusterInfo(found, context.server) : undefined,
  };
}

async function providerLogin(provider: Fields, found: FoundContext, context: LoginContext): Promise<Login> {
  const name = text(provider.name) ?? 'unnamed';
  const config = isFields(provider.config) ? provider.config : {};
  const { directory } = found.userEntry;
  const tokenFile = text(config.tokenFile);
  if (name === 'tokenFile' && tokenFile !== undefined) return { by: 'token-file', path: beside(directory, tokenFile) };
  if (name === 'oidc') return { by: 'oidc', oidc: await oidcLogin(config, directory, context.files) };
  if (name === 'gcp' || name === 'azure') {
    return { by: 'provider', provider: await providerToken(name, config, directory, context.policy) };
  }
  const message = `The kubeconfig logs in by the auth provider "${name}", which Kubernetes dropped in favour of exec.`;
  throw new ConnectionProblem('unsupported', message);
}

function clusterInfo({ clusterEntry }: FoundContext, server: string): Fields {
  const { fields } = clusterEntry;
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

function beside(directory: string, path: string): string {
  return isAbsolute(path) ? path : join(directory, path);
}
