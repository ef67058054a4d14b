/**
 * Loads and merges kubeconfig files into the KubeConfig of the Kubernetes client. Beside it stands what kubectl reads
 * of an entry and KubeConfig leaves out: token files, groups to act as, extensions, and the folder of the file.
 */

import { dirname, resolve } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { ConnectionProblem } from '../connection-problem.ts';
import { type Fields, isFields } from '../json-fields.ts';
import type { KubeconfigEntry } from '../kubeconfig-entry.ts';
import { namedEntries, parseKubeconfig } from './parse-kubeconfig.ts';

export interface Kubeconfig {
  readonly config: KubeConfig;
  /** Of every file, also those that KubeConfig could not take; by name. */
  readonly contexts: ReadonlyMap<string, KubeconfigEntry>;
  readonly clusters: ReadonlyMap<string, KubeconfigEntry>;
  readonly users: ReadonlyMap<string, KubeconfigEntry>;
  /** What it was read from, for sentences. */
  readonly source: string;
}

/** Merges the files as kubectl does: the first to name something wins; files that do not exist are passed over. */
export async function readKubeconfig(paths: readonly string[]): Promise<Kubeconfig> {
  const config = new KubeConfig();
  const contexts = new Map<string, KubeconfigEntry>();
  const clusters = new Map<string, KubeconfigEntry>();
  const users = new Map<string, KubeconfigEntry>();
  const found: string[] = [];
  for (const path of paths) {
    const root = await parseKubeconfig(path);
    if (!root) continue;
    found.push(path);
    const directory = dirname(resolve(path));
    merge(config, load(root, path, directory));
    collect(contexts, namedEntries(root, 'contexts', 'context'), directory);
    collect(clusters, namedEntries(root, 'clusters', 'cluster'), directory);
    collect(users, namedEntries(root, 'users', 'user'), directory);
  }
  if (found.length === 0) {
    throw new ConnectionProblem('kubeconfig-missing', `There is no kubeconfig at ${paths.join(' or ')}.`);
  }
  return { config, contexts, clusters, users, source: `The kubeconfig ${found.join(', ')}` };
}

/** One entry that is wrong must not take the others with it: it is left out, and missed only where it is asked for. */
function load(root: Fields, path: string, directory: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromString(JSON.stringify(withoutOldTokenFile(root)), { onInvalidEntry: 'filter' });
    config.makePathsAbsolute(directory);
  } catch {
    const message = `The file ${path} is not a kubeconfig: one of its fields has the wrong type.`;
    throw new ConnectionProblem('kubeconfig-broken', message);
  }
  return config;
}

/** KubeConfig reads the file that a `token-file` names at once, for every user there is; kubectl knows no such field. */
function withoutOldTokenFile(root: Fields): Fields {
  const users = Array.isArray(root.users) ? root.users : [];
  const cleaned = users.map((item) => {
    if (!isFields(item) || !isFields(item.user)) return item;
    const { 'token-file': _, ...user } = item.user;
    return { ...item, user };
  });
  return { ...root, users: cleaned };
}

/** KubeConfig refuses to merge what has a name that is taken. */
function merge(into: KubeConfig, next: KubeConfig): void {
  next.clusters = firstOfEach(next.clusters, into.clusters);
  next.users = firstOfEach(next.users, into.users);
  next.contexts = firstOfEach(next.contexts, into.contexts);
  into.mergeConfig(next, Boolean(into.currentContext));
}

function firstOfEach<T extends { readonly name: string }>(items: readonly T[], taken: readonly T[]): T[] {
  const names = new Set(taken.map(({ name }) => name));
  return items.filter(({ name }) => !names.has(name) && names.add(name));
}

function collect(into: Map<string, KubeconfigEntry>, entries: ReadonlyMap<string, Fields>, directory: string): void {
  for (const [name, fields] of entries) if (!into.has(name)) into.set(name, { fields, directory });
}
