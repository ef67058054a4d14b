/** The old `auth-provider` of Google and Azure: a token in the kubeconfig, and a command that prints the next one. */

import { ConnectionProblem } from '../connection-problem.ts';
import { type Fields, isFields, text } from '../json-fields.ts';
import { TransportProblem } from '../kube-transport.ts';
import type { ExecCredential } from './exec-plugin.ts';
import type { ExecPolicy } from './exec-policy.ts';
import { guardCommand } from './guard-command.ts';
import { type CommandRun, commandFailed, runCommand } from './run-command.ts';

export interface ProviderToken {
  readonly name: string;
  readonly token?: string;
  /** Wall time in milliseconds; absent means it does not say. */
  readonly expiresAt?: number;
  /** Absent where nothing gives another token. */
  readonly command?: CommandRun;
  /** Where in what the command prints: names of fields, from the outside in. */
  readonly tokenAt: readonly string[];
  readonly expiryAt: readonly string[];
}

/** Throws ConnectionProblem. */
export async function providerToken(
  name: string,
  config: Fields,
  directory: string,
  policy: ExecPolicy,
): Promise<ProviderToken> {
  const token = text(config['access-token']);
  const path = text(config['cmd-path']);
  if (token === undefined && path === undefined) {
    const message = `The auth provider "${name}" of the kubeconfig holds neither a token nor a command that gives one.`;
    throw new ConnectionProblem('unsupported', message);
  }
  const args = (text(config['cmd-args']) ?? '').split(/\s+/).filter((arg) => arg !== '');
  return {
    name,
    token,
    expiresAt: token === undefined ? undefined : expiryOf(config),
    command: path === undefined ? undefined : await guardCommand({ command: path, args, env: {}, directory }, policy),
    tokenAt: fieldPath(config['token-key'], name) ?? ['access_token'],
    expiryAt: fieldPath(config['expiry-key'], name) ?? ['token_expiry'],
  };
}

/** Throws TransportProblem. */
export async function nextProviderToken(provider: ProviderToken, signal?: AbortSignal): Promise<ExecCredential> {
  const { name, command, tokenAt, expiryAt } = provider;
  if (!command) {
    const message = `The token of the auth provider "${name}" is no longer accepted, and the kubeconfig names no command that gives another.`;
    throw new TransportProblem('credential', message);
  }
  let printed: unknown;
  try {
    printed = JSON.parse(await runCommand(command, signal));
  } catch (error) {
    if (error instanceof SyntaxError) throw commandFailed(command, 'did not print JSON');
    throw error;
  }
  const token = text(valueAt(printed, tokenAt));
  if (token === undefined) throw commandFailed(command, `printed no ${tokenAt.join('.')}`);
  const expiresAt = Date.parse(text(valueAt(printed, expiryAt)) ?? '');
  return Number.isNaN(expiresAt) ? { token } : { token, expiresAt };
}

function expiryOf(config: Fields): number | undefined {
  const seconds = Number(config['expires-on'] ?? Number.NaN);
  const time = text(config.expiry) === undefined ? seconds * 1000 : Date.parse(String(config.expiry));
  return Number.isNaN(time) ? undefined : time;
}

/** Of a JSONPath only what these providers write: `{.credential.access_token}`. */
function fieldPath(template: unknown, name: string): string[] | undefined {
  const given = text(template);
  if (given === undefined) return undefined;
  const path = /^\{((?:\.[\w-]+)+)\}$/.exec(given)?.[1];
  if (path !== undefined) return path.slice(1).split('.');
  const message = `The auth provider "${name}" of the kubeconfig says where its token is in a form that is not understood.`;
  throw new ConnectionProblem('unsupported', message);
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let here = value;
  for (const name of path) here = isFields(here) && Object.hasOwn(here, name) ? here[name] : undefined;
  return here;
}
