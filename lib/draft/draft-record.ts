/**
 * One edit as it is kept in the browser's storage, one record each: so that two tabs with two edits never write the
 * same record, and with the same edit can tell whether the other had seen what they wrote.
 */

import type { DraftSet, Edit } from './draft-set.ts';
import type { LeftBecause } from './left-text.ts';

export interface DraftRecord {
  readonly edit: Edit;
  /** Edits stand in the order of their places. */
  readonly place: number;
  /** The text left the draft. */
  readonly left?: { readonly because: LeftBecause; readonly at: number };
  /** By page: how many writes of it this record has taken in, its writer's own among them. */
  readonly seen: Readonly<Record<string, number>>;
}

const FORMAT = 2;
/** The whole draft in one entry, as it was kept at first. */
const FIRST_FORMAT = 1;
const REASONS: readonly string[] = ['discarded', 'applied', 'deletion', 'replaced'] satisfies LeftBecause[];

export function recordToText(record: DraftRecord): string {
  return JSON.stringify({ format: FORMAT, ...record });
}

/** Undefined where it is of another format, or no record at all. It must then be left as it is. */
export function recordFromText(text: string): DraftRecord | undefined {
  const value = parse(text);
  if (!isRecord(value) || value.format !== FORMAT) return undefined;
  const { edit, place, left, seen } = value;
  if (!isEdit(edit) || typeof place !== 'number' || !isSeen(seen) || !isLeft(left)) return undefined;
  return { edit, place, seen, ...(left && { left }) };
}

/** A draft as the first format kept it; undefined where any part of it does not read. */
export function draftFromFirstFormat(text: string): DraftSet | undefined {
  const value = parse(text);
  if (!isRecord(value) || value.version !== FIRST_FORMAT || !Array.isArray(value.edits)) return undefined;
  if (!value.edits.every(isEdit)) return undefined;
  const edits: readonly Edit[] = value.edits;
  const current = edits.find((edit) => edit.key === value.current)?.key ?? edits[0]?.key;
  return current === undefined ? { edits } : { edits, current };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
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

function isLeft(value: unknown): value is DraftRecord['left'] {
  if (value === undefined) return true;
  return isRecord(value) && REASONS.includes(String(value.because)) && typeof value.at === 'number';
}

function isSeen(value: unknown): value is DraftRecord['seen'] {
  return isRecord(value) && Object.values(value).every((count) => typeof count === 'number');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
