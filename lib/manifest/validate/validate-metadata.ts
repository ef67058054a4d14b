/** metadata of a policy, checked as the API server does. */

import { type Cause, invalid, required, tooLong } from '../problems/field-error.ts';
import { asFields, asText, member, textEntries } from '../yaml/plain-value.ts';
import { byteLength, dnsLabelFaults, labelValueFaults, qualifiedNameFaults, subdomainFaults } from './name-syntax.ts';

const ANNOTATIONS_LIMIT = 262_144;

/** `namespace` is not required here: where it is absent the request's own is taken. */
export function validateMetadata(metadata: unknown): readonly Cause[] {
  const fields = asFields(metadata);
  const causes: Cause[] = [];
  const generateName = asText(member(fields, 'generateName')) ?? '';
  const name = asText(member(fields, 'name')) ?? '';
  const namespace = asText(member(fields, 'namespace')) ?? '';
  if (generateName !== '') {
    // The server appends to a prefix, so that it may end with a dash.
    const stem = generateName.endsWith('-') ? `${generateName.slice(0, -1)}a` : generateName;
    for (const fault of subdomainFaults(stem)) causes.push(invalid('metadata.generateName', generateName, fault));
  }
  if (name !== '') causes.push(...validateName(name));
  else if (generateName === '') causes.push(required('metadata.name', 'name or generateName is required'));
  if (namespace !== '') {
    for (const fault of dnsLabelFaults(namespace)) causes.push(invalid('metadata.namespace', namespace, fault));
  }
  causes.push(...validateLabels(member(fields, 'labels'), 'metadata.labels'));
  causes.push(...validateAnnotations(member(fields, 'annotations')));
  return causes;
}

export function validateName(name: string): readonly Cause[] {
  return subdomainFaults(name).map((fault) => invalid('metadata.name', name, fault));
}

/** Also `matchLabels` of a selector: the same rules, the same words. The server names the map, not the key. */
export function validateLabels(labels: unknown, field: string): readonly Cause[] {
  return textEntries(labels).flatMap(([key, value]) => [
    ...qualifiedNameFaults(key).map((fault) => invalid(field, key, fault)),
    ...labelValueFaults(value).map((fault) => invalid(field, value, fault)),
  ]);
}

function validateAnnotations(annotations: unknown): readonly Cause[] {
  const field = 'metadata.annotations';
  const entries = textEntries(annotations);
  const causes = entries.flatMap(([key]) =>
    qualifiedNameFaults(key.toLowerCase()).map((fault) => invalid(field, key, fault)),
  );
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  return bytes > ANNOTATIONS_LIMIT ? [...causes, tooLong(field, ANNOTATIONS_LIMIT)] : causes;
}
