/**
 * Reads kubeconfig files. By hand, because it is a small documented format, and the client library that also reads it
 * takes 0.5 s and 60 MB to load before it has parsed a byte.
 */

import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'yaml';
import { ConnectionProblem } from './connection-problem.ts';
import { type Fields, isFields, text } from './json-fields.ts';

/** One named entry; `directory` is where its relative paths start. */
export interface Entry {
  readonly fields: Fields;
  readonly directory: string;
}

export interface Kubeconfig {
  readonly currentContext?: string;
  readonly contexts: ReadonlyMap<string, Entry>;
  readonly clusters: ReadonlyMap<string, Entry>;
  readonly users: ReadonlyMap<string, Entry>;
  /** The files it was read from. */
  readonly paths: readonly string[];
  /** Changes when any of the files was written. */
  readonly stamp: string;
}

/** Where kubectl would look: the path given, else KUBECONFIG, else the home folder. */
export function kubeconfigPaths(
  given: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  if (given) return [given];
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  return listed.length > 0 ? listed : [join(env.HOME || homedir(), '.kube', 'config')];
}

/** Merges the files as kubectl does: the first to name something wins; files that do not exist are passed over. */
export async function readKubeconfig(paths: readonly string[]): Promise<Kubeconfig> {
  const merged = {
    currentContext: undefined as string | undefined,
    contexts: new Map<string, Entry>(),
    clusters: new Map<string, Entry>(),
    users: new Map<string, Entry>(),
  };
  const found: string[] = [];
  for (const path of paths) {
    const root = await readOne(path);
    if (!root) continue;
    found.push(path);
    const directory = dirname(path);
    merged.currentContext ||= text(root['current-context']);
    collect(merged.contexts, root.contexts, 'context', directory);
    collect(merged.clusters, root.clusters, 'cluster', directory);
    collect(merged.users, root.users, 'user', directory);
  }
  if (found.length === 0) {
    throw new ConnectionProblem('kubeconfig-missing', `There is no kubeconfig at ${paths.join(' or ')}.`);
  }
  return { ...merged, paths: found, stamp: await stampOf(paths) };
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

async function readOne(path: string): Promise<Fields | undefined> {
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

function collect(into: Map<string, Entry>, list: unknown, field: string, directory: string): void {
  if (!Array.isArray(list)) return;
  for (const item of list) {
    if (!isFields(item) || typeof item.name !== 'string' || into.has(item.name)) continue;
    const fields = item[field];
    into.set(item.name, { fields: isFields(fields) ? fields : {}, directory });
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
