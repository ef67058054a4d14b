/** Reads an entry of `ports` as a part of a form. */

import { isMap } from 'yaml';
import { asFields, isPresent } from '../yaml/plain-value.ts';
import type { Entry, FormReader } from './form-reader.ts';
import type { PortForm, TextNode } from './policy-form.ts';

const FIELDS = ['protocol', 'port', 'endPort'];

export function readPort(reader: FormReader, entry: Entry): PortForm | TextNode {
  const { node, place } = entry;
  const value = asFields(reader.value(node));
  if (!isMap(node) || !value) return reader.asText(entry, 'wrong-type');
  if (FIELDS.some((field) => isText(reader.entry(node, field, place.path)))) return reader.asText(entry, 'given-twice');
  const { protocol, port, endPort } = value;
  const isOfType =
    (!isPresent(protocol) || typeof protocol === 'string') &&
    (!isPresent(port) || typeof port === 'string' || typeof port === 'number') &&
    (!isPresent(endPort) || typeof endPort === 'number');
  if (!isOfType) return reader.asText(entry, 'wrong-type');
  return {
    kind: 'port',
    place,
    ...(typeof protocol === 'string' && { protocol }),
    ...((typeof port === 'string' || typeof port === 'number') && { port }),
    ...(typeof endPort === 'number' && { endPort }),
    others: reader.others(node, FIELDS, place.path),
  };
}

function isText(entry: Entry | TextNode | undefined): boolean {
  return entry !== undefined && 'kind' in entry;
}
