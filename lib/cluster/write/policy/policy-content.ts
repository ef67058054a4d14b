/** What a policy says, apart from its bookkeeping: two versions that say the same are no change to anyone. */

import { createHash } from 'node:crypto';
import type { NetworkPolicy } from '#engine';
import { sameJson } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { fieldsOf } from '../../connect/object-fields.ts';

/** Annotations of controllers that note their own work on the object, as the one of EKS does. */
const CONTROLLER_NOTES = /^networking\.k8s\.aws\//;

export interface PolicyContent {
  readonly spec: Fields;
  readonly labels: Fields;
  readonly annotations: Fields;
}

export function contentOf(policy: NetworkPolicy): PolicyContent {
  return {
    spec: fieldsOf(policy.spec),
    labels: fieldsOf(policy.metadata.labels),
    annotations: authored(policy.metadata.annotations),
  };
}

export function sameContent(a: NetworkPolicy | undefined, b: NetworkPolicy | undefined): boolean {
  if (!a || !b) return a === b;
  return sameJson(contentOf(a), contentOf(b));
}

/** What differs between two versions, by its place: `spec.ingress`, `metadata.labels[team]`. */
export function differingFields(a: NetworkPolicy, b: NetworkPolicy): string[] {
  const [left, right] = [contentOf(a), contentOf(b)];
  return [
    ...differingKeys(left.spec, right.spec).map((key) => `spec.${key}`),
    ...differingKeys(left.labels, right.labels).map((key) => `metadata.labels[${key}]`),
    ...differingKeys(left.annotations, right.annotations).map((key) => `metadata.annotations[${key}]`),
  ];
}

/**
 * What was changed since, of what a write from `before` to `after` had left: anything of the spec, and the labels and
 * annotations that the write itself had changed. Others of them are no concern of it.
 */
export function changedSince(before: NetworkPolicy | undefined, after: NetworkPolicy, found: NetworkPolicy): string[] {
  const ours = before ? new Set(differingFields(before, after)) : new Set<string>();
  return differingFields(after, found).filter((field) => field.startsWith('spec.') || ours.has(field));
}

/** `current` with the values of `before` wherever `after` had changed them. */
export function revertedMap(before: unknown, after: unknown, current: unknown): Fields {
  const [old, changed] = [fieldsOf(before), fieldsOf(after)];
  const reverted: Record<string, unknown> = { ...fieldsOf(current) };
  for (const key of differingKeys(old, changed)) {
    if (Object.hasOwn(old, key)) reverted[key] = old[key];
    else delete reverted[key];
  }
  return reverted;
}

function differingKeys(a: Fields, b: Fields): string[] {
  const own = (fields: Fields, key: string) => (Object.hasOwn(fields, key) ? fields[key] : undefined);
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter((key) => !sameJson(own(a, key), own(b, key)));
}

/** Annotations of the author; the notes of controllers are theirs to keep. */
export function authored(annotations: unknown): Fields {
  return Object.fromEntries(Object.entries(fieldsOf(annotations)).filter(([key]) => !CONTROLLER_NOTES.test(key)));
}

export function controllerNotes(annotations: unknown): Fields {
  return Object.fromEntries(Object.entries(fieldsOf(annotations)).filter(([key]) => CONTROLLER_NOTES.test(key)));
}

/** Names the exact bytes of a body. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
