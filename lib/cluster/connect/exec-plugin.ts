/** Runs the command a kubeconfig names for credentials: without a shell, never twice at once, never for ever. */

import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { hideSecrets } from './hide-secrets.ts';
import type { Fields } from './json-fields.ts';
import { isFields, text } from './json-fields.ts';
import { TransportProblem } from './kube-transport.ts';

export interface ExecPlugin {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly apiVersion: string;
  readonly installHint?: string;
  /** Told to the command where the kubeconfig says so. */
  readonly cluster?: Fields;
}

export interface ExecCredential {
  readonly token?: string;
  readonly cert?: string;
  readonly key?: string;
  /** Wall time in milliseconds; absent means it does not say. */
  readonly expiresAt?: number;
}

const KNOWN_COMMANDS = new Set([
  'aws',
  'aws-iam-authenticator',
  'doctl',
  'gke-gcloud-auth-plugin',
  'kubectl-oidc_login',
  'kubelogin',
  'tsh',
]);
const SYSTEM_FOLDERS = new Set(['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/snap/bin']);

/** A well-known command found by the PATH or in a system folder, or one the person allowed by name or path. */
export function pluginIsTrusted(command: string, allowed: readonly string[]): boolean {
  const name = basename(command);
  if (allowed.includes(command) || allowed.includes(name)) return true;
  // A file that merely calls itself `aws` in some folder next to the kubeconfig is not the known command.
  return KNOWN_COMMANDS.has(name) && (!command.includes('/') || SYSTEM_FOLDERS.has(dirname(command)));
}

const LIMIT_MS = 30_000;
const LIMIT_BYTES = 1024 * 1024;

/** Throws a TransportProblem that names the command and what it said. */
export async function runPlugin(plugin: ExecPlugin, signal?: AbortSignal, limitMs = LIMIT_MS): Promise<ExecCredential> {
  const info = {
    apiVersion: plugin.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(plugin.cluster ? { cluster: plugin.cluster } : {}) },
  };
  const child = spawn(plugin.command, plugin.args, {
    env: { ...process.env, ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: false,
    // A group of its own, so that what the command started ends with it.
    detached: true,
  });
  let late = false;
  const kill = () => killGroup(child);
  const timer = setTimeout(() => {
    late = true;
    kill();
  }, limitMs);
  signal?.addEventListener('abort', kill);
  process.once('exit', kill);
  const [stdout, stderr, end] = await Promise.all([
    gather(child.stdout, LIMIT_BYTES, kill),
    gather(child.stderr, 4096, () => undefined),
    new Promise<{ code: number | null; error?: NodeJS.ErrnoException }>((resolve) => {
      child.once('error', (error) => resolve({ code: null, error }));
      child.once('close', (code) => resolve({ code }));
    }),
  ]);
  clearTimeout(timer);
  signal?.removeEventListener('abort', kill);
  process.off('exit', kill);
  if (end.error) throw failed(plugin, `cannot be started (${end.error.code ?? end.error.message})`, true);
  if (stdout.length >= LIMIT_BYTES) throw failed(plugin, 'printed more than 1 MiB');
  if (late) throw failed(plugin, `gave no answer within ${limitMs / 1000} s`);
  if (end.code === null) throw failed(plugin, 'was ended before it answered');
  if (end.code !== 0)
    throw failed(plugin, `ended with status ${end.code}: ${hideSecrets(lastLine(stderr)) || 'it said nothing'}`);
  return readCredential(plugin, stdout);
}

function readCredential(plugin: ExecPlugin, output: string): ExecCredential {
  let parsed: unknown;
  try {
    parsed = JSON.parse(output);
  } catch {
    throw failed(plugin, 'did not print JSON');
  }
  if (!isFields(parsed) || parsed.kind !== 'ExecCredential' || parsed.apiVersion !== plugin.apiVersion) {
    throw failed(plugin, `did not print an ExecCredential of ${plugin.apiVersion}`);
  }
  const status = isFields(parsed.status) ? parsed.status : {};
  const credential = {
    token: text(status.token),
    cert: text(status.clientCertificateData),
    key: text(status.clientKeyData),
  };
  if (credential.token === undefined && credential.cert === undefined) {
    throw failed(plugin, 'printed neither a token nor a certificate');
  }
  const expiresAt = Date.parse(text(status.expirationTimestamp) ?? '');
  return Number.isNaN(expiresAt) ? credential : { ...credential, expiresAt };
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function gather(stream: NodeJS.ReadableStream, limit: number, tooMuch: () => void): Promise<string> {
  let gathered = '';
  stream.setEncoding('utf8');
  try {
    for await (const chunk of stream) {
      if (gathered.length < limit) gathered += chunk;
      if (gathered.length >= limit) tooMuch();
    }
  } catch {
    // The end of the process says what went wrong.
  }
  return gathered.slice(0, limit);
}

function failed(plugin: ExecPlugin, what: string, hint = false): TransportProblem {
  const help = hint && plugin.installHint ? ` ${plugin.installHint.trim()}` : '';
  return new TransportProblem('credential', `The credential command "${plugin.command}" ${what}.${help}`);
}

function lastLine(output: string): string {
  // What a command prints may hold terminal codes.
  return (output.trim().split('\n').pop() ?? '').replace(/\p{Cc}/gu, ' ').slice(0, 300);
}
