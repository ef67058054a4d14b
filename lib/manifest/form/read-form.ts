/** Reads a policy's text as a form. */

import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import type { Direction } from '#engine';
import { readYaml } from '../yaml/read-yaml.ts';
import { type Entry, FormReader } from './form-reader.ts';
import type { DirectionForm, ListForm, PolicyForm, RuleForm, TextNode, TypesForm } from './policy-form.ts';
import { readPeer } from './read-peer.ts';
import { readPort } from './read-port.ts';
import { readSelector } from './read-selector.ts';

/**
 * `start`: where the document begins, as its range says. Undefined where the text does not parse, or where the document
 * or its spec are no maps: there is no form of that.
 */
export function readForm(text: string, start: number): PolicyForm | undefined {
  const { documents, lines } = readYaml(text, undefined, true);
  const document = documents.find(({ range }) => range[0] === start);
  if (!document || document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const reader = new FormReader(text, document, lines);
  const metadata = reader.entry(document.contents, 'metadata', '');
  const spec = reader.entry(document.contents, 'spec', '');
  const fields = spec && !('kind' in spec) && !reader.isReference(spec) ? spec.node : undefined;
  if (spec && !isMap(fields) && !('kind' in spec) && !FormReader.isNull(spec.node)) return undefined;
  const map = isMap(fields) ? fields : undefined;
  return {
    ...namesIn(reader, metadata),
    ...readSpec(reader, map),
    ...(spec && !map && 'kind' in spec && { others: [spec] }),
  };
}

function namesIn(reader: FormReader, metadata: Entry | TextNode | undefined) {
  const map = metadata && !('kind' in metadata) && isMap(metadata.node) ? metadata.node : undefined;
  const read = (key: string) => {
    const entry = reader.entry(map, key, 'metadata');
    const value = entry && !('kind' in entry) && isScalar(entry.node) ? entry.node.value : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return { name: read('name'), namespace: read('namespace') };
}

const FIELDS = ['podSelector', 'policyTypes', 'ingress', 'egress'];

function readSpec(reader: FormReader, spec: YAMLMap | undefined): Omit<PolicyForm, 'name' | 'namespace'> {
  const rulesOf = (direction: Direction) =>
    readList(reader, reader.entry(spec, direction, 'spec'), (entry, index) =>
      readRule(reader, entry, index, direction),
    );
  const [ingress, egress] = [rulesOf('ingress'), rulesOf('egress')];
  const types = readTypes(reader, spec, 'items' in egress && egress.items.length > 0);
  const isolates = (type: string) => 'values' in types && types.values.includes(type);
  const direction = (name: Direction, rules: DirectionForm['rules'], type: string): DirectionForm => ({
    kind: 'direction',
    direction: name,
    isolates: isolates(type),
    rules,
  });
  return {
    subject: readSelector(reader, reader.entry(spec, 'podSelector', 'spec')),
    types,
    ingress: direction('ingress', ingress, 'Ingress'),
    egress: direction('egress', egress, 'Egress'),
    others: reader.others(spec, FIELDS, 'spec'),
  };
}

function readTypes(reader: FormReader, spec: YAMLMap | undefined, hasEgress: boolean): TypesForm | TextNode {
  const entry = reader.entry(spec, 'policyTypes', 'spec');
  const byDefault = hasEgress ? ['Ingress', 'Egress'] : ['Ingress'];
  if (!entry) return { kind: 'types', state: 'defaulted', values: byDefault };
  if ('kind' in entry) return entry;
  if (reader.isReference(entry)) return reader.asText(entry, 'reference');
  const value = reader.value(entry.node);
  if (value === null || (Array.isArray(value) && value.length === 0)) {
    return { kind: 'types', state: 'defaulted', values: byDefault, place: entry.place };
  }
  const isPlain =
    isSeq(entry.node) && entry.node.items.every((item) => isScalar(item) && typeof item.value === 'string');
  if (!isPlain) return reader.asText(entry, 'wrong-type');
  return { kind: 'types', state: 'written', values: value as string[], place: entry.place };
}

/** A list of parts, each of which may turn out to be text. */
function readList<Item>(
  reader: FormReader,
  entry: Entry | TextNode | undefined,
  readItem: (entry: Entry, index: number) => Item | TextNode,
): ListForm<Item> | TextNode {
  if (!entry) return { state: 'absent', items: [] };
  if ('kind' in entry) return entry;
  const { node, place } = entry;
  if (FormReader.isNull(node)) return { state: 'null', place, items: [] };
  if (reader.isReference(entry)) return reader.asText(entry, 'reference');
  if (!isSeq(node)) return reader.asText(entry, 'wrong-type');
  if (node.items.length === 0) return { state: 'empty', place, items: [] };
  const items = reader
    .items(node, place.path)
    .map((item, index) => (reader.isReference(item) ? reader.asText(item, 'reference') : readItem(item, index)));
  return { state: 'list', place, items };
}

function readRule(reader: FormReader, entry: Entry, index: number, direction: Direction): RuleForm | TextNode {
  const { node, place, comment } = entry;
  if (!isMap(node) && !FormReader.isNull(node)) return reader.asText(entry, 'wrong-type');
  const map = isMap(node) ? node : undefined;
  const peerField = direction === 'ingress' ? 'from' : 'to';
  return {
    kind: 'rule',
    place,
    index,
    ...(comment && { comment }),
    peers: readList(reader, reader.entry(map, peerField, place.path), (item) => readPeer(reader, item)),
    ports: readList(reader, reader.entry(map, 'ports', place.path), (item) => readPort(reader, item)),
    others: reader.others(map, [peerField, 'ports'], place.path),
  };
}
