/** Whether a request to write has the shape it must have: it comes from a browser and is believed in nothing. */

import type { BaseVersion, PolicyWrite } from '#stream';
import { isPolicyId } from './write-body.ts';
import { WriteProblem } from './writer.ts';

const WRITES = 100;
const LONGEST_CONFIRM_S = 3_600;

/** Throws a WriteProblem for what is no list of writes, each of its own policy. */
export function checkWrites(writes: unknown): asserts writes is readonly PolicyWrite[] {
  if (!Array.isArray(writes) || writes.length === 0 || writes.length > WRITES) {
    throw new WriteProblem('bad-request', 400, `Between 1 and ${WRITES} writes are needed.`);
  }
  const ids = new Set<unknown>();
  for (const write of writes) {
    if (!isWrite(write)) throw new WriteProblem('bad-request', 400, 'A write has no usable id, action or base.');
    if (ids.has(write.id)) throw new WriteProblem('bad-request', 400, `The policy ${write.id} is named twice.`);
    ids.add(write.id);
  }
}

function isWrite(write: unknown): write is PolicyWrite {
  if (typeof write !== 'object' || write === null) return false;
  const { action, id, base } = write as Record<string, unknown>;
  if (!isPolicyId(id)) return false;
  if (action === 'put') return base === null || isBase(base);
  return action === 'delete' && isBase(base);
}

function isBase(base: unknown): base is BaseVersion {
  if (typeof base !== 'object' || base === null) return false;
  const { uid, resourceVersion } = base as Record<string, unknown>;
  return typeof uid === 'string' && typeof resourceVersion === 'string';
}

/** Seconds until an apply undoes itself; undefined where it does not. */
export function checkConfirm(seconds: unknown): number | undefined {
  if (seconds === undefined) return undefined;
  if (typeof seconds === 'number' && seconds >= 1 && seconds <= LONGEST_CONFIRM_S) return seconds;
  throw new WriteProblem('bad-request', 400, `confirmWithinSeconds is to be between 1 and ${LONGEST_CONFIRM_S}.`);
}
