/** Lines of the journal as they come out of a file that anybody may have edited: what is odd is no entry. */

import { type Fields, isFields } from '../../connect/json-fields.ts';
import type { JournalEntry } from './journal-entry.ts';

const OUTCOMES: ReadonlySet<unknown> = new Set([
  'created',
  'changed',
  'deleted',
  'unchanged',
  'refused',
  'skipped',
  'unknown',
]);

/** The entry that a line is; undefined where it is none. */
export function entryOf(line: unknown): JournalEntry | undefined {
  if (!isFields(line) || typeof line.id !== 'string') return undefined;
  const { time, action, cluster, writes } = line;
  if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) return undefined;
  if (action !== 'apply' && action !== 'undo') return undefined;
  if (!isFields(cluster) || typeof cluster.name !== 'string' || !isTextOrNone(cluster.uid)) return undefined;
  if (![line.user, line.server, line.undoAt, line.undoes].every(isTextOrNone)) return undefined;
  if (!Array.isArray(writes) || !writes.every(isWrite)) return undefined;
  return line as unknown as JournalEntry;
}

/** The id of the entry whose countdown a line says has ended. */
export function settledBy(line: unknown): string | undefined {
  return isFields(line) && typeof line.settled === 'string' ? line.settled : undefined;
}

function isWrite(write: unknown): boolean {
  if (!isFields(write) || typeof write.id !== 'string' || !OUTCOMES.has(write.outcome)) return false;
  const { action, warnings, refusal, before, after } = write;
  if (action !== undefined && action !== 'put' && action !== 'delete') return false;
  if (!Array.isArray(warnings) || !warnings.every((warning) => typeof warning === 'string')) return false;
  if (refusal !== undefined && !isRefusal(refusal)) return false;
  return [before, after].every((policy) => policy === undefined || isPolicy(policy));
}

function isRefusal(refusal: unknown): boolean {
  if (!isFields(refusal)) return false;
  const { kind, message, status, causes } = refusal;
  return typeof kind === 'string' && typeof message === 'string' && typeof status === 'number' && Array.isArray(causes);
}

function isPolicy(policy: unknown): boolean {
  const metadata: Fields | undefined = isFields(policy) && isFields(policy.metadata) ? policy.metadata : undefined;
  return typeof metadata?.name === 'string' && typeof metadata.namespace === 'string';
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || typeof value === 'string';
}
