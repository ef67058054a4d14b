/** A draft set as text and back, for the browser's storage. What does not read is dropped, never thrown. */

import type { DraftSet, Edit } from './draft-set.ts';

const VERSION = 1;
/** Browsers keep about 5 MB an origin: a draft beyond this is not kept, rather than pushing out others. */
const LONGEST = 2_000_000;

/** Undefined when there is nothing to keep, or too much. */
export function draftToText(draft: DraftSet): string | undefined {
  if (draft.edits.length === 0) return undefined;
  const text = JSON.stringify({ version: VERSION, ...draft });
  return text.length > LONGEST ? undefined : text;
}

export function draftFromText(text: string): DraftSet | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value.version !== VERSION || !Array.isArray(value.edits)) return undefined;
    const edits = value.edits.filter(isEdit);
    const current = edits.find((edit) => edit.key === value.current)?.key ?? edits[0]?.key;
    return current === undefined ? { edits } : { edits, current };
  } catch {
    return undefined;
  }
}

function isEdit(value: unknown): value is Edit {
  if (!isRecord(value)) return false;
  const { key, action, baseId, base, baseText, text, namespace } = value;
  const strings = [key, baseText, text, namespace].every((part) => typeof part === 'string');
  const named = baseId === undefined || typeof baseId === 'string';
  return strings && named && (action === 'put' || action === 'delete') && (base === null || isBase(base));
}

function isBase(value: unknown): boolean {
  return isRecord(value) && typeof value.uid === 'string' && typeof value.resourceVersion === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
