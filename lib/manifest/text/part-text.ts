/** What is pasted or dropped, in parts: one text a policy, without what the server alone keeps. Nothing goes unsaid. */

import type { Document } from 'yaml';
import { asFields, asItems, asText, type Fields, member } from '../yaml/plain-value.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { MAX_ALIASES } from '../yaml/yaml-dialect.ts';
import { renderValue } from './render-value.ts';

export interface PolicyPart {
  readonly text: string;
  readonly namespace: string;
}

export interface PartedText {
  readonly policies: readonly PolicyPart[];
  /** Fields that are the server's, for example `metadata.uid`. */
  readonly setAside: readonly string[];
  /** Objects of other kinds, for example `Namespace shop`. */
  readonly leftOut: readonly string[];
}

/** Set by the server: an author who sends them says something about a version that may be gone. */
const OF_SERVER: readonly (readonly string[])[] = [
  ['status'],
  ...[
    'uid',
    'resourceVersion',
    'generation',
    'creationTimestamp',
    'managedFields',
    'selfLink',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ].map((field) => ['metadata', field]),
  ['metadata', 'annotations', 'kubectl.kubernetes.io/last-applied-configuration'],
];

/** Cheap: whether a text may hold what is to be parted. */
export function mayBeParted(text: string): boolean {
  return /^(---|status:|\s+(uid|resourceVersion|managedFields|creationTimestamp):|kind:\s*["']?\w*List\b)/m.test(text);
}

/** Undefined where there is nothing to part, no policy in it, or a document that does not read. */
export function partText(text: string, defaultNamespace: string): PartedText | undefined {
  const { documents, fault } = readYaml(text);
  const full = documents.filter(({ contents, errors }) => contents !== null || errors.length > 0);
  if (fault || full.some(({ errors }) => errors.length > 0)) return undefined;
  const objects = full.flatMap((document) => objectsIn(document, text));
  const policies = objects.filter(({ object }) => member(object, 'kind') === 'NetworkPolicy');
  const setAside = [...new Set(policies.flatMap(({ object }) => serverFieldsOf(object)))];
  const isList = objects.some(({ source }) => source === undefined);
  if (policies.length === 0 || (objects.length === 1 && setAside.length === 0 && !isList)) return undefined;
  return {
    policies: policies.map(({ object, source }) => ({
      text: source && serverFieldsOf(object).length === 0 ? source : withoutServerFields(object),
      namespace: asText(member(asFields(member(object, 'metadata')), 'namespace')) || defaultNamespace,
    })),
    setAside,
    leftOut: objects
      .filter(({ object }) => member(object, 'kind') !== 'NetworkPolicy')
      .map(({ object }) => nameOf(object)),
  };
}

interface Found {
  readonly object: Fields | undefined;
  /** As it was written; absent for an item of a list. */
  readonly source?: string;
}

function objectsIn(document: Document.Parsed, text: string): readonly Found[] {
  const object = asFields(plain(document));
  const items = member(object, 'items');
  if (/List$/.test(asText(member(object, 'kind')) ?? '') && Array.isArray(items)) {
    return asItems(items).map((item) => ({ object: asFields(item) }));
  }
  const [start, , end] = document.range;
  const source = text
    .slice(start, end)
    .replace(/^---[^\n]*\n/, '')
    .trimStart()
    .trimEnd();
  return [{ object, source: `${source}\n` }];
}

function plain(document: Document.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    // An alias that leads nowhere: reading the text as policies says so.
    return undefined;
  }
}

function serverFieldsOf(object: Fields | undefined): readonly string[] {
  return OF_SERVER.filter((path) => {
    const holder = path
      .slice(0, -1)
      .reduce<Fields | undefined>((fields, name) => asFields(member(fields, name)), object);
    return holder !== undefined && Object.hasOwn(holder, path.at(-1) ?? '');
  }).map((path) => path.filter((name) => name !== 'annotations').join('.'));
}

function withoutServerFields(object: Fields | undefined): string {
  const text = renderValue(OF_SERVER.reduce((rest, path) => without(rest, path), object ?? {}));
  return `${text.join('\n')}\n`;
}

function without(fields: Fields, [name = '', ...rest]: readonly string[]): Fields {
  if (!Object.hasOwn(fields, name)) return fields;
  const inner = asFields(fields[name]);
  if (rest.length > 0 && !inner) return fields;
  const left = rest.length > 0 && inner ? without(inner, rest) : undefined;
  const isEmptied = left !== undefined && Object.keys(left).length === 0;
  return Object.fromEntries(
    Object.entries(fields).flatMap(([key, value]): [string, unknown][] => {
      if (key !== name) return [[key, value]];
      return left === undefined || isEmptied ? [] : [[key, left]];
    }),
  );
}

function nameOf(object: Fields | undefined): string {
  const kind = asText(member(object, 'kind')) ?? 'An object without a kind';
  const name = asText(member(asFields(member(object, 'metadata')), 'name'));
  return name === undefined ? kind : `${kind} ${name}`;
}
