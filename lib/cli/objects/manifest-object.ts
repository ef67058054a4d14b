/** Documents to objects: lists are opened, items get the kind of their list, every object keeps its place. */

import { basename } from 'node:path';
import type { InputProblem } from '../problem.ts';
import type { ReadDocument } from '../read/document.ts';
import { MOST_ITEMS } from '../read/limits.ts';
import type { PassedOver } from '../read/passed-over.ts';
import { type Fields, fieldsAt, isFields, textAt, valueAt } from './fields.ts';
import { standingOf, versionOfKind } from './kinds.ts';

export interface ManifestObject {
  readonly kind: string;
  readonly apiVersion: string;
  /** `default` where it names none and its kind has one. */
  readonly namespace: string;
  readonly name: string;
  readonly fields: Fields;
  /** Whether it is of a kind that is read, rather than one that may only stand in a chain of owners. */
  readonly isRead: boolean;
  /** A policy of a kind that is known and not judged. */
  readonly isUnjudged?: true;
  readonly file: string;
  lineOf(path: string): number;
}

export interface OpenedObjects {
  readonly objects: readonly ManifestObject[];
  readonly problems: readonly InputProblem[];
  readonly passedOver: readonly PassedOver[];
}

interface Found {
  readonly document: ReadDocument;
  /** Path of the object in its document, with a dot at its end; empty for the document itself. */
  readonly path: string;
  readonly value: unknown;
}

export function openObjects(documents: readonly ReadDocument[]): OpenedObjects {
  const found = documents.flatMap((document) => openList({ document, path: '', value: document.value }, 0));
  const defined = new Set(found.flatMap(({ value }) => definedKind(value)));
  const objects: ManifestObject[] = [];
  const problems: InputProblem[] = [];
  const passedOver: PassedOver[] = [];
  for (const one of found) {
    const object = toObject(one, defined);
    if ('because' in object) passedOver.push(object);
    else if ('kind' in object) objects.push(object);
    else problems.push(object);
    if ('kind' in object && object.kind === 'Kustomization') problems.push(notApplied(object));
    if ('kind' in object && object.isUnjudged) passedOver.push(notJudged(object));
  }
  return { objects, problems, passedOver };
}

const DEEPEST_LIST = 5;

function openList(found: Found, depth: number): Found[] {
  const { document, path, value } = found;
  const kind = textAt(value, 'kind') ?? '';
  if (!kind.endsWith('List') || !isFields(value) || depth > DEEPEST_LIST) return [found];
  const items = valueAt(value, 'items');
  // Some kinds only sound like lists.
  if (items === undefined && kind !== 'List') return [found];
  if (!Array.isArray(items ?? []) || (Array.isArray(items) && items.length > MOST_ITEMS)) return [found];
  const itemKind = kind.slice(0, -'List'.length) || undefined;
  const apiVersion = itemKind && (textAt(value, 'apiVersion') ?? versionOfKind(itemKind));
  return ((items ?? []) as unknown[]).flatMap((item, at) => {
    const typed = isFields(item) && itemKind ? withKind(item, itemKind, apiVersion) : item;
    return openList({ document, path: `${path}items[${at}].`, value: typed }, depth + 1);
  });
}

function withKind(item: Fields, kind: string, apiVersion: string | undefined): Fields {
  if (valueAt(item, 'kind') && valueAt(item, 'apiVersion')) return item;
  return { ...item, kind: textAt(item, 'kind') ?? kind, apiVersion: textAt(item, 'apiVersion') ?? apiVersion };
}

function definedKind(value: unknown): string[] {
  if (valueAt(value, 'kind') !== 'CustomResourceDefinition') return [];
  const spec = fieldsAt(value, 'spec');
  return [`${textAt(spec, 'group')}/${textAt(fieldsAt(spec, 'names'), 'kind')}`];
}

function toObject(
  { document, path, value }: Found,
  defined: ReadonlySet<string>,
): ManifestObject | InputProblem | PassedOver {
  const { file } = document;
  const lineOf = (inner: string) => document.lineOf(path + inner);
  const fault = (at: string, message: string): InputProblem => ({ severity: 'error', file, line: lineOf(at), message });
  const passed = (at: string, because: string): PassedOver => ({ file, line: lineOf(at), because });
  const foreign = path === '' ? whyNoObject(value, basename(file)) : undefined;
  if (foreign !== undefined) return passed('', foreign);
  if (!isFields(value)) return fault('', 'this is no object: `apiVersion`, `kind` and `metadata` must stand here');
  const kind = textAt(value, 'kind') ?? (/^kustomization\.ya?ml$/i.test(basename(file)) ? 'Kustomization' : undefined);
  if (kind === undefined) return fault('kind', "Object 'Kind' is missing");
  const unopened = kind.endsWith('List') && whyUnopened(valueAt(value, 'items'));
  if (unopened) return fault('items', unopened);
  const given = textAt(value, 'apiVersion') ?? (kind === 'Kustomization' ? 'kustomize.config.k8s.io/v1' : undefined);
  if (given === undefined) return fault('apiVersion', "Object 'apiVersion' is missing");
  const metadata = fieldsAt(value, 'metadata');
  const standing = standingOf(given, kind, defined);
  if (standing.is === 'unknown') return fault('kind', standing.because);
  if (standing.is === 'foreign') return passed('kind', standing.because);
  const isRead = standing.is === 'read';
  const namespaced = !isRead || standing.namespaced;
  const unjudged = standing.is === 'unjudged' ? ({ isUnjudged: true } as const) : {};
  const namespace = namespaced ? (textAt(metadata, 'namespace') ?? 'default') : '';
  const name = textAt(metadata, 'name') ?? '';
  return { kind, apiVersion: given, namespace, name, fields: value, isRead, ...unjudged, file, lineOf };
}

/** Files that lie beside manifests and are none; undefined for what means to be an object. */
function whyNoObject(value: unknown, file: string): string | undefined {
  if (/^Chart\.(ya?ml|lock)$/.test(file)) return 'a chart of Helm is passed over: give the output of `helm template`';
  const members = ['apiVersion', 'kind', 'metadata', 'spec'];
  const isForeign =
    isFields(value) && !/^kustomization\./i.test(file) && !members.some((key) => Object.hasOwn(value, key));
  return isForeign ? 'no Kubernetes object (values, compose files and the like): passed over' : undefined;
}

function notJudged({ kind, apiVersion, file, lineOf }: ManifestObject): PassedOver {
  const group = apiVersion.split('/')[0] ?? '';
  return {
    file,
    line: lineOf('kind'),
    because: `${kind} of ${group} is not judged: what it may change is told as unknown`,
  };
}

/** Undefined for what only sounds like a list. */
function whyUnopened(items: unknown): string | undefined {
  if (items === undefined || items === null) return undefined;
  if (!Array.isArray(items)) return 'items is no list';
  return items.length > MOST_ITEMS
    ? `more than ${MOST_ITEMS} items: it is not read`
    : `lists within lists, deeper than ${DEEPEST_LIST}: it is not read`;
}

function notApplied({ file, lineOf }: ManifestObject): InputProblem {
  const message = 'a kustomization is not applied; give the output of `kubectl kustomize`';
  return { severity: 'warning', file, line: lineOf('kind'), message };
}
