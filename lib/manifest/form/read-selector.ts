/** Reads a selector of labels as a part of a form. */

import { isMap, isScalar, isSeq } from 'yaml';
import { type Entry, FormReader } from './form-reader.ts';
import type { RequirementForm, SelectorForm, TextNode } from './policy-form.ts';

type Part = RequirementForm | TextNode;

export function readSelector(reader: FormReader, entry: Entry | TextNode | undefined): SelectorForm | TextNode {
  if (!entry) return { kind: 'selector', state: 'absent', requirements: [], others: [] };
  if ('kind' in entry) return entry;
  const { node, place } = entry;
  if (FormReader.isNull(node)) return { kind: 'selector', place, state: 'null', requirements: [], others: [] };
  if (reader.isReference(entry)) return reader.asText(entry, 'reference');
  if (!isMap(node)) return reader.asText(entry, 'wrong-type');
  const labels = reader.entry(node, 'matchLabels', place.path);
  const expressions = reader.entry(node, 'matchExpressions', place.path);
  const requirements = [...partsOf(reader, labels, labelsIn), ...partsOf(reader, expressions, expressionsIn)];
  const others = reader.others(node, ['matchLabels', 'matchExpressions'], place.path);
  const state = requirements.length > 0 || others.length > 0 ? 'requirements' : 'everything';
  return { kind: 'selector', place, state, requirements, others };
}

function partsOf(
  reader: FormReader,
  entry: Entry | TextNode | undefined,
  parts: (reader: FormReader, entry: Entry) => readonly Part[] | undefined,
): readonly Part[] {
  if (!entry) return [];
  if ('kind' in entry) return [entry];
  if (FormReader.isNull(entry.node)) return [];
  if (reader.isReference(entry)) return [reader.asText(entry, 'reference')];
  return parts(reader, entry) ?? [reader.asText(entry, 'wrong-type')];
}

function labelsIn(reader: FormReader, { node, place }: Entry): readonly Part[] | undefined {
  if (!isMap(node)) return undefined;
  return reader.entries(node, place.path).map(([key, own], index): Part => {
    const value = isScalar(own.node) ? own.node.value : undefined;
    if (typeof value !== 'string') return reader.asText(own, reader.isReference(own) ? 'reference' : 'wrong-type');
    return { kind: 'requirement', place: own.place, of: 'label', index, key, operator: '=', values: [value] };
  });
}

const FIELDS = ['key', 'operator', 'values'];

function expressionsIn(reader: FormReader, { node, place }: Entry): readonly Part[] | undefined {
  if (!isSeq(node)) return undefined;
  return reader.items(node, place.path).map((item, index): Part => {
    if (reader.isReference(item)) return reader.asText(item, 'reference');
    const value = reader.value(item.node) as { key?: unknown; operator?: unknown; values?: unknown } | null;
    if (!isMap(item.node) || !value || typeof value.key !== 'string' || typeof value.operator !== 'string') {
      return reader.asText(item, 'wrong-type');
    }
    const values = value.values ?? [];
    const isPlain = Array.isArray(values) && values.every((one) => typeof one === 'string');
    if (!isPlain || reader.others(item.node, FIELDS, '').length > 0) return reader.asText(item, 'unknown-field');
    const { key, operator } = value;
    return { kind: 'requirement', place: item.place, of: 'expression', index, key, operator, values };
  });
}
