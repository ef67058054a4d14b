/** Finds commands the way a shell does, by the PATH of this program alone: a kubeconfig has no say in where they are. */

import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, delimiter, isAbsolute, join } from 'node:path';

/** The absolute path of the first such program; folders that are not absolute are passed over. */
export async function findCommand(name: string, searchPath = process.env.PATH ?? ''): Promise<string | undefined> {
  for (const folder of searchPath.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const path = join(folder, name);
    if (await isProgram(path)) return path;
  }
  return undefined;
}

/**
 * Whether two absolute paths lead to the same program. The name counts too: of some programs every command is a link
 * to one file, which does what the name says.
 */
export async function isSameProgram(one: string, other: string): Promise<boolean> {
  if (basename(one) !== basename(other)) return false;
  const [first, second] = await Promise.all(
    [realpath(one), realpath(other)].map((path) => path.catch(() => undefined)),
  );
  return first !== undefined && first === second;
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
