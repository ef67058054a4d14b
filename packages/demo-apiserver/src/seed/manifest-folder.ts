/**
 * Reads a folder of manifests: YAML and JSON, several documents a file, Lists, and simple kustomizations. Only files are
 * read, and only below the folder: the folder may come from a stranger, and a pipe or a device may never end.
 */

import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, isAbsolute, join, relative, sep } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject, listAt, objectAt, textAt } from '../kube-object.ts';
import type { SeedObject, SeedProblem } from './load.ts';

export interface FolderContent {
  readonly objects: readonly SeedObject[];
  readonly problems: readonly SeedProblem[];
}

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const MANIFEST = /\.(ya?ml|json)$/i;
const FILE_LIMIT = 64 * 1024 * 1024;
const DEPTH_LIMIT = 24;

/** Throws when there is no such folder; what in it cannot be read is a problem. */
export function readManifestFolder(root: string): FolderContent {
  readdirSync(root);
  const reader = new FolderReader(root);
  reader.read(root, undefined, 0);
  return { objects: reader.objects, problems: reader.problems };
}

class FolderReader {
  readonly objects: SeedObject[] = [];
  readonly problems: SeedProblem[] = [];
  private readonly root: string;
  private readonly realRoot: string;

  constructor(root: string) {
    this.root = root;
    this.realRoot = realpathSync(root);
  }

  /** `namespace` is that of the kustomization above, which goes before the object's own. */
  read(path: string, namespace: string | undefined, depth: number): void {
    try {
      if (depth > DEPTH_LIMIT) throw new Error('the folders lie too deep');
      this.checkBelowRoot(path);
      if (statSync(path).isDirectory()) this.readFolder(path, namespace, depth);
      else this.readFile(path, namespace);
    } catch (error) {
      this.problem('unreadable', path, (error as Error).message);
    }
  }

  /** Links are followed: where they lead is what counts. */
  private checkBelowRoot(path: string): void {
    const way = relative(this.realRoot, realpathSync(path));
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
      throw new Error('it lies outside of the folder that was named');
  }

  private readFolder(path: string, namespace: string | undefined, depth: number): void {
    const kustomization = KUSTOMIZATIONS.map((name) => join(path, name)).find((file) => existsSync(file));
    if (kustomization !== undefined) {
      this.readKustomization(path, kustomization, namespace, depth);
      return;
    }
    const entries = readdirSync(path, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const isWanted = entry.isDirectory() || (entry.isFile() && MANIFEST.test(entry.name));
      if (isWanted) this.read(join(path, entry.name), namespace, depth + 1);
    }
  }

  private readKustomization(folder: string, file: string, outer: string | undefined, depth: number): void {
    this.checkBelowRoot(file);
    const [kustomization = {}] = this.documents(file);
    const namespace = outer ?? textAt(kustomization, 'namespace');
    for (const resource of [...listAt(kustomization, 'resources'), ...listAt(kustomization, 'bases')].map(String)) {
      if (/^[a-z+]+:\/\/|^git@|^github\.com\//.test(resource)) {
        this.problem('not-applied', file, `the remote resource ${resource} is not fetched`);
      } else this.read(join(folder, resource), namespace, depth + 1);
    }
    const known = new Set(['apiVersion', 'kind', 'metadata', 'namespace', 'resources', 'bases']);
    for (const field of Object.keys(kustomization).filter((one) => !known.has(one))) {
      this.problem('not-applied', file, `the kustomization field ${field} is not applied`);
    }
  }

  private readFile(path: string, namespace: string | undefined): void {
    for (const document of this.documents(path)) this.add(document, path, namespace);
  }

  private documents(path: string): readonly JsonObject[] {
    const text = readWholeFile(path).replace(/^\ufeff/, '');
    if (text.includes('__proto__')) throw new Error('the key __proto__ is not accepted');
    if (/^\s*[{[]/.test(text) && path.endsWith('.json')) return [JSON.parse(text)].filter(isObject);
    const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false });
    return documents.flatMap((document) => {
      const fault = document.errors[0];
      if (fault !== undefined) this.problem('unreadable', path, fault.message.split('\n')[0] ?? fault.message);
      const value: unknown = fault === undefined ? document.toJS({ maxAliasCount: 50 }) : undefined;
      return isObject(value) ? [value] : [];
    });
  }

  private add(document: JsonObject, path: string, namespace: string | undefined): void {
    const kind = textAt(document, 'kind') ?? '';
    if (kind === '' || kind === 'Kustomization') return;
    if (kind.endsWith('List') && Array.isArray(document.items)) {
      const itemKind = kind.slice(0, -4);
      for (const item of document.items.filter(isObject)) {
        // Items of a typed list carry neither.
        this.add({ apiVersion: document.apiVersion, kind: itemKind, ...item }, path, namespace);
      }
      return;
    }
    const object =
      namespace === undefined ? document : { ...document, metadata: { ...objectAt(document, 'metadata'), namespace } };
    this.objects.push({ object, source: relative(this.root, path) });
  }

  private problem(code: SeedProblem['code'], path: string, message: string): void {
    this.problems.push({ code, source: relative(this.root, path) || '.', message });
  }
}

/** What was opened is asked, for a name may lead to something else a moment later; nothing is waited for in opening. */
function readWholeFile(path: string): string {
  const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const facts = fstatSync(handle);
    if (!facts.isFile()) throw new Error(`${basename(path)} is no file`);
    if (facts.size > FILE_LIMIT) throw new Error('the file is larger than 64 MiB');
    return readFileSync(handle, 'utf8');
  } finally {
    closeSync(handle);
  }
}
