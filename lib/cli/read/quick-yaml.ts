/**
 * Reads one YAML document in a sixth of the time of the reader that the editor uses (js-yaml against yaml; with the
 * latter alone a list of 1,000 pods takes a second, which is all there is). What a plain scalar means is that reader's
 * word in both. Anchors in use, merged maps, unusual tags, keys that are no text and every fault are left to it.
 */

import { loadAll, mapTag, Schema, seqTag, strTag, YAMLException } from 'js-yaml';
import { PLAIN_SCALAR } from './plain-scalar.ts';

export type QuickReading =
  | { readonly value: unknown }
  /** Nested deeper than is read, from this line on, counted from 1. */
  | { readonly tooDeep: number };

export const DEEPEST = 200;

/** Undefined where the other reader has to look. An empty document is null. */
export function readQuickly(text: string): QuickReading | undefined {
  try {
    const documents = loadAll(text, { schema: SCHEMA, maxDepth: DEEPEST, maxAliases: 0 });
    return documents.length > 1 ? undefined : { value: documents[0] ?? null };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return error.reason.startsWith('nesting exceeded') ? { tooDeep: (error.mark?.line ?? 0) + 1 } : undefined;
  }
}

/** What is returned besides the empty text is a fault, after which the other reader looks. */
const MAP: typeof mapTag = {
  ...mapTag,
  addPair: (map, key, value) => (typeof key === 'string' && key !== '<<' ? mapTag.addPair(map, key, value) : 'no text'),
};

const SCHEMA = new Schema([strTag, seqTag, MAP, PLAIN_SCALAR]);

/** A mark in this many characters is more than any manifest has. */
const DENSE = 4;
/** Below it, a dense text does no harm; no object but a list is larger. */
const SMALL = 2 * 1024 * 1024;

/** Whether a text has so many parts for its size that reading it would take seconds and gigabytes. */
export function isTooDense(text: string): boolean {
  if (text.length < SMALL) return false;
  let parts = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text.charCodeAt(at);
    if (MARKS.has(mark) || (BEFORE_SPACE.has(mark) && text.charCodeAt(at + 1) <= SPACE)) parts++;
  }
  return parts * DENSE > text.length;
}

const codesOf = (marks: string) => new Set([...marks].map((mark) => mark.charCodeAt(0)));
const MARKS = codesOf(',[{\n');
const BEFORE_SPACE = codesOf('-:?');
const SPACE = 32;
