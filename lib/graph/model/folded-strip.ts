/** Strips that stand for a whole namespace: their ids hold a space, which no name in a cluster does. */

import type { StripId } from './map-model.ts';

const PREFIX = 'namespace ';

export function foldedStrip(namespace: string): StripId {
  return `${PREFIX}${namespace}`;
}

/** The namespace a strip stands for; undefined for any other strip. */
export function namespaceOfStrip(id: StripId): string | undefined {
  return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}
