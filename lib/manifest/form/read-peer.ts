/** Reads an entry of `from` or `to` as a part of a form. */

import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { type Entry, FormReader } from './form-reader.ts';
import type { PeerForm, RangePeerForm } from './policy-form.ts';
import { readSelector } from './read-selector.ts';

const FIELDS = ['podSelector', 'namespaceSelector', 'ipBlock'];

export function readPeer(reader: FormReader, entry: Entry): PeerForm {
  const { node, place, comment } = entry;
  if (!isMap(node)) return reader.asText(entry, FormReader.isNull(node) ? 'no-peer' : 'wrong-type');
  const [pods, namespaces, block] = FIELDS.map((field) => reader.entry(node, field, place.path));
  const isThere = [pods, namespaces].some((own) => own && ('kind' in own || !FormReader.isNull(own.node)));
  const others = reader.others(node, FIELDS, place.path);
  const shared = { place, ...(comment && { comment }), others };
  if (block && ('kind' in block || !FormReader.isNull(block.node))) {
    if (isThere) return reader.asText(entry, 'no-peer');
    if ('kind' in block || reader.isReference(block)) return reader.asText(entry, 'reference');
    const range = isMap(block.node) ? rangeIn(reader, block.node, block.place.path) : undefined;
    return range
      ? { kind: 'range', ...shared, ...range, others: [...range.others, ...others] }
      : reader.asText(entry, 'wrong-type');
  }
  if (!isThere) return reader.asText(entry, 'no-peer');
  return {
    kind: 'pods',
    ...shared,
    namespaces: readSelector(reader, namespaces),
    pods: readSelector(reader, pods),
  };
}

function rangeIn(
  reader: FormReader,
  block: YAMLMap,
  path: string,
): Pick<RangePeerForm, 'cidr' | 'except' | 'others'> | undefined {
  const [cidr, except] = [reader.entry(block, 'cidr', path), reader.entry(block, 'except', path)];
  if (!cidr || 'kind' in cidr || !isScalar(cidr.node) || typeof cidr.node.value !== 'string') return undefined;
  const others = reader.others(block, ['cidr', 'except'], path);
  const own = { cidr: cidr.node.value, others };
  if (!except || (!('kind' in except) && FormReader.isNull(except.node))) return { ...own, except: [] };
  if ('kind' in except || reader.isReference(except) || !isSeq(except.node)) return undefined;
  const ranges = reader.items(except.node, except.place.path);
  const texts = ranges.flatMap(({ node, place }) =>
    isScalar(node) && typeof node.value === 'string' ? [{ cidr: node.value, place }] : [],
  );
  return texts.length === ranges.length ? { ...own, except: texts } : undefined;
}
