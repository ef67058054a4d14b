/** Which credential commands the person lets a kubeconfig start. */

import { basename, dirname, isAbsolute } from 'node:path';
import { findCommand, isSameProgram } from './find-command.ts';
import type { Kuberc } from './kuberc.ts';

export interface ExecPolicy {
  /** Allowed by the person, in any form: names found by the PATH, or absolute paths. */
  readonly allowed: readonly string[];
  /** Why nothing else may run: the end of a sentence. Absent where well-known commands in their known form may. */
  readonly because?: string;
  /** Files this rests on. */
  readonly files: readonly string[];
}

/** A flag of this start goes before the kuberc, and that before the list of what is well known. */
export function execPolicy(allowExec: readonly string[], { path, plugins }: Kuberc, inPod: boolean): ExecPolicy {
  const files = path === undefined ? [] : [path];
  const only = (because: string, more: readonly string[] = []): ExecPolicy => {
    return { allowed: [...allowExec, ...more], because, files };
  };
  if (plugins === 'unreadable') return only(`but what ${path} says of credential commands cannot be read`);
  if (plugins?.policy === 'DenyAll') return only(`but ${path} lets no credential command run`);
  if (plugins?.policy === 'Allowlist') return only(`which the list of ${path} does not name`, plugins.allowed);
  if (inPod) return only('but in a pod only what --allow-exec names is started');
  return { allowed: allowExec, files };
}

const SYSTEM_FOLDERS = new Set(['/bin', '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/snap/bin']);

/** `command` is a name, or an absolute path. */
export async function isAllowed(command: string, allowed: readonly string[]): Promise<boolean> {
  for (const entry of allowed) {
    // Both are looked up when the command is started, and so are one program.
    if (entry === command) return true;
    const [given, wanted] = await Promise.all([located(entry), located(command)]);
    if (given !== undefined && wanted !== undefined && (await isSameProgram(given, wanted))) return true;
  }
  return false;
}

/** Not so for a file that merely has the name of a command, in some folder beside the kubeconfig. */
export async function isInstalled(command: string): Promise<boolean> {
  if (!isAbsolute(command) || SYSTEM_FOLDERS.has(dirname(command))) return true;
  const found = await findCommand(basename(command));
  return found !== undefined && isSameProgram(found, command);
}

async function located(entry: string): Promise<string | undefined> {
  if (isAbsolute(entry)) return entry;
  // A path that depends on where this program was started would mean something else tomorrow.
  return entry.includes('/') ? undefined : findCommand(entry);
}
