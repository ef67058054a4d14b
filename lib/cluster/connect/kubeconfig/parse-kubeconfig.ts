/** The text of one kubeconfig as plain data: within limits, and with sentences that never quote the file. */

import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { ConnectionProblem } from '../connection-problem.ts';
import { type Fields, isFields } from '../json-fields.ts';

/** Undefined where there is no such file. Throws ConnectionProblem where it is no kubeconfig. */
export async function parseKubeconfig(path: string): Promise<Fields | undefined> {
  let source: string;
  try {
    source = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new ConnectionProblem('kubeconfig-broken', `The kubeconfig ${path} cannot be read: ${reason(error)}.`);
  }
  let root: unknown;
  try {
    root = parse(source, { maxAliasCount: 50, logLevel: 'error' });
  } catch (error) {
    // Only the first line: the rest quotes the file, which holds secrets.
    const first = reason(error).split('\n', 1)[0]?.replace(/:$/, '');
    throw new ConnectionProblem('kubeconfig-broken', `The kubeconfig ${path} is not valid YAML: ${first}.`);
  }
  if (!isFields(root)) {
    throw new ConnectionProblem('kubeconfig-broken', `The file ${path} is not a kubeconfig: it holds no mapping.`);
  }
  return root;
}

/** The named entries of `clusters`, `contexts` or `users`; the first of a name counts. */
export function namedEntries(root: Fields, list: string, field: string): Map<string, Fields> {
  const entries = new Map<string, Fields>();
  const items = root[list];
  for (const item of Array.isArray(items) ? items : []) {
    if (!isFields(item) || typeof item.name !== 'string' || entries.has(item.name)) continue;
    const content = item[field];
    entries.set(item.name, isFields(content) ? content : {});
  }
  return entries;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
