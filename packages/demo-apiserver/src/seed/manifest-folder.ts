/**
 * Reads a folder of manifests: YAML and JSON, several documents a file, Lists, and simple kustomizations. Only files are
 * read, and only below the folder: the folder may come from a stranger, and a pipe or a device may never end.
 */

import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { LineCounter, parseAllDocuments } from 'yaml';
import {
  DIALECT,
  decodeText,
  MAX_ALIASES,
  splitDocuments,
  templateIn,
  yamlFaults,
} from '../../../../lib/manifest/index.ts';
import { isObject, type JsonObject, listAt, objectAt, textAt } from '../kube-object.ts';
import type { SeedObject, SeedProblem } from './load.ts';
import { readRegularFile } from './read-regular-file.ts';

export interface FolderContent {
  readonly objects: readonly SeedObject[];
  readonly problems: readonly SeedProblem[];
}

const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const MANIFEST = /\.(ya?ml|json)$/i;
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
    const text = decodeText(readRegularFile(path));
    if (text === undefined) throw new Error('not UTF-8 text');
    if (text.includes('__proto__')) throw new Error('the key __proto__ is not accepted');
    if (/^\s*[{[]/.test(text) && path.endsWith('.json')) return [JSON.parse(text)].filter(isObject);
    return splitDocuments(text).flatMap((part) => this.documentsOf(part.text, part.line, path));
  }

  /** Of one part of a file, so that a fault spoils its own document only. */
  private documentsOf(text: string, before: number, path: string): readonly JsonObject[] {
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, { ...DIALECT, lineCounter: lines });
    return documents.flatMap((document) => {
      const faults = yamlFaults(document, text, (offset) => before + lines.linePos(offset).line);
      const fault = faults.find(({ severity, code }) => severity === 'error' && code !== 'yaml/duplicate-key');
      for (const { code, message } of faults) {
        if (code === 'yaml/duplicate-key')
          this.problem('unreadable', path, `${message}; the last counts, as with kubectl`);
      }
      if (fault === undefined) return [document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown].filter(isObject);
      const template = templateIn(text);
      if (template === undefined) this.problem('unreadable', path, placed(fault.message, before, lines, fault.start));
      else this.template(path, template.policy);
      return [];
    });
  }

  private template(path: string, policy: string | undefined): void {
    const what = policy === undefined ? 'a template' : `a template of a ${policy}`;
    this.problem('unreadable', path, `${what} that is not rendered: it is not read; render it first (helm template)`);
  }

  private add(document: JsonObject, path: string, namespace: string | undefined): void {
    const kind = textAt(document, 'kind') ?? '';
    if (kind === '' && !isBesideManifests(document, path)) {
      this.problem('unreadable', path, "Object 'Kind' is missing");
      return;
    }
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

/** Charts, values, compose files and the like lie beside manifests and mean to be none. */
function isBesideManifests(document: JsonObject, path: string): boolean {
  const members = ['apiVersion', 'metadata', 'spec'];
  return /(^|\/)Chart\.(ya?ml|lock)$/.test(path) || !members.some((member) => Object.hasOwn(document, member));
}

/** The server's words of YAML name the line themselves. */
function placed(message: string, before: number, lines: LineCounter, offset: number): string {
  return /\bline \d/.test(message) ? message : `line ${before + lines.linePos(offset).line}: ${message}`;
}
