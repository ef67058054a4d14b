/** A command of a kubeconfig's `exec`: told what it is asked for, and its answer checked. */

import { type Fields, isFields, text } from '../json-fields.ts';
import { type CommandRun, commandFailed, runCommand } from './run-command.ts';

export interface ExecPlugin extends CommandRun {
  readonly apiVersion: string;
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

/** Throws a TransportProblem that names the command and what it said. */
export async function runPlugin(plugin: ExecPlugin, signal?: AbortSignal, limitMs?: number): Promise<ExecCredential> {
  const info = {
    apiVersion: plugin.apiVersion,
    kind: 'ExecCredential',
    spec: { interactive: false, ...(plugin.cluster ? { cluster: plugin.cluster } : {}) },
  };
  const env = { ...plugin.env, KUBERNETES_EXEC_INFO: JSON.stringify(info) };
  return readCredential(plugin, await runCommand({ ...plugin, env }, signal, limitMs));
}

function readCredential(plugin: ExecPlugin, output: string): ExecCredential {
  let parsed: unknown;
  try {
    parsed = JSON.parse(output);
  } catch {
    throw commandFailed(plugin, 'did not print JSON');
  }
  if (!isFields(parsed) || parsed.kind !== 'ExecCredential' || parsed.apiVersion !== plugin.apiVersion) {
    throw commandFailed(plugin, `did not print an ExecCredential of ${plugin.apiVersion}`);
  }
  const status = isFields(parsed.status) ? parsed.status : {};
  const credential = {
    token: text(status.token),
    cert: text(status.clientCertificateData),
    key: text(status.clientKeyData),
  };
  if (credential.token === undefined && credential.cert === undefined) {
    throw commandFailed(plugin, 'printed neither a token nor a certificate');
  }
  const expiresAt = Date.parse(text(status.expirationTimestamp) ?? '');
  return Number.isNaN(expiresAt) ? credential : { ...credential, expiresAt };
}
