/** Which files a kubeconfig is read from, and whether they were written since. */

import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Env = Readonly<Record<string, string | undefined>>;

/** Where kubectl would look: the path given, else KUBECONFIG, else the home folder. */
export function kubeconfigPaths(given: string | undefined, env: Env): string[] {
  if (given) return [given];
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  return listed.length > 0 ? listed : [join(env.HOME || homedir(), '.kube', 'config')];
}

/** Differs from before when a file was written, appeared or vanished. */
export async function stampOf(paths: readonly string[]): Promise<string> {
  const stamps = paths.map((path) =>
    stat(path).then(
      (found) => `${found.mtimeMs}/${found.size}/${found.ino}`,
      () => 'absent',
    ),
  );
  return (await Promise.all(stamps)).join(' ');
}
