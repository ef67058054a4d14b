/** What the person's own kuberc says of credential commands: the file that kubectl reads its preferences from. */

import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isFields, text } from '../json-fields.ts';

export interface PluginPreference {
  readonly policy: 'AllowAll' | 'DenyAll' | 'Allowlist';
  /** Names or absolute paths; only for `Allowlist`. */
  readonly allowed: readonly string[];
}

export interface Kuberc {
  /** Absent where the person switched it off. */
  readonly path?: string;
  /** Absent where it says nothing of them; `unreadable` where nobody can know. */
  readonly plugins?: PluginPreference | 'unreadable';
}

export async function readKuberc(env: Readonly<Record<string, string | undefined>> = process.env): Promise<Kuberc> {
  if (env.KUBERC === 'off') return {};
  const path = env.KUBERC || join(env.HOME || homedir(), '.kube', 'kuberc');
  let root: unknown;
  try {
    root = parse(await readFile(path, 'utf8'), { maxAliasCount: 50, logLevel: 'error' });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? { path } : { path, plugins: 'unreadable' };
  }
  if (!isFields(root)) return { path };
  const policy = text(root.credentialPluginPolicy);
  if (policy === undefined) return { path };
  if (policy !== 'AllowAll' && policy !== 'DenyAll' && policy !== 'Allowlist') return { path, plugins: 'unreadable' };
  const list: readonly unknown[] = Array.isArray(root.credentialPluginAllowlist) ? root.credentialPluginAllowlist : [];
  const names = list.map((item) => (isFields(item) ? text(item.name) : undefined));
  return { path, plugins: { policy, allowed: names.filter((name) => name !== undefined) } };
}
