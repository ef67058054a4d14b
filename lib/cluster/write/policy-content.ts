/** What a policy says, apart from its bookkeeping: two versions that say the same are no change to anyone. */

import { createHash } from 'node:crypto';
import type { NetworkPolicy } from '#engine';
import { sameJson } from '#stream';
import type { Fields } from '../connect/json-fields.ts';
import { fieldsOf } from '../connect/object-fields.ts';

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
