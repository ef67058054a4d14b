/** Whether a request to write has the shape it must have: it comes from a browser and is believed in nothing. */

import type { ApplyRequest, BaseVersion, KeepRequest, PolicyWrite, PreviewRequest, UndoRequest } from '#stream';
import type { Fields } from '../connect/json-fields.ts';
import { isFields } from '../connect/json-fields.ts';
import { isPolicyId } from './policy/write-body.ts';
import { WriteProblem } from './writer.ts';

const WRITES = 100;
const LONGEST_CONFIRM_S = 3_600;
/** Lists and objects within each other; a policy has nine. */
const DEEPEST = 64;

/** Throws a WriteProblem for what is no list of writes, each of its own policy. */
export function checkPreview(request: unknown): asserts request is PreviewRequest {
  const { writes } = fieldsFor(request, ['writes', 'force', 'hold', 'withoutDryRun']);
  for (const name of ['force', 'hold', 'withoutDryRun'] as const) checkFlag(request as Fields, name);
  if (!Array.isArray(writes) || writes.length === 0 || writes.length > WRITES) {
    throw refused(`Between 1 and ${WRITES} writes are needed.`);
  }
  const ids = new Set<unknown>();
  for (const write of writes) {
    if (!isWrite(write)) throw refused('A write has no usable id, action or base.');
    if (ids.has(write.id)) throw refused(`The policy ${write.id} is named twice.`);
    if (write.action === 'put' && isDeeper(write.object, DEEPEST)) {
      throw refused(`The draft of ${write.id} is nested deeper than ${DEEPEST} levels.`);
    }
    ids.add(write.id);
  }
}

/** Throws a WriteProblem for what names no preview, or no usable time to confirm. */
export function checkApply(request: unknown): asserts request is ApplyRequest {
  const {
    previewId,
    clusterName,
    confirmWithinSeconds: seconds,
  } = fieldsFor(request, ['previewId', 'confirmWithinSeconds', 'clusterName', 'unrecorded']);
  checkFlag(request as Fields, 'unrecorded');
  if (typeof previewId !== 'string') throw refused('previewId is missing.');
  if (clusterName !== undefined && typeof clusterName !== 'string') throw refused('clusterName is a text.');
  if (seconds === undefined) return;
  if (typeof seconds !== 'number' || !(seconds >= 1 && seconds <= LONGEST_CONFIRM_S)) {
    throw refused(`confirmWithinSeconds is to be between 1 and ${LONGEST_CONFIRM_S}.`);
  }
}

/** Throws a WriteProblem for what names no apply. */
export function checkApplyName(request: unknown): asserts request is UndoRequest & KeepRequest {
  const { applyId } = fieldsFor(request, ['applyId']);
  if (typeof applyId !== 'string') throw refused('applyId is missing.');
}

/** A key that means nothing here was meant to mean something: nothing is done of such a request. */
function fieldsFor(request: unknown, known: readonly string[]): Fields {
  if (!isFields(request)) throw refused('The body is not a JSON object.');
  checkKeys(request, known);
  return request;
}

function checkKeys(fields: Fields, known: readonly string[]): void {
  const unknown = Object.keys(fields).find((key) => !known.includes(key));
  if (unknown !== undefined)
    throw refused(`"${unknown.slice(0, 100)}" means nothing here; known are ${known.join(', ')}.`);
}

function checkFlag(fields: Fields, name: string): void {
  const value = fields[name];
  if (value !== undefined && typeof value !== 'boolean') throw refused(`${name} is true or false.`);
}

function isWrite(write: unknown): write is PolicyWrite {
  if (!isFields(write)) return false;
  const { action, id, base, exactly } = write;
  checkKeys(write, action === 'put' ? ['action', 'id', 'object', 'base', 'exactly'] : ['action', 'id', 'base']);
  if (!isPolicyId(id) || (exactly !== undefined && typeof exactly !== 'boolean')) return false;
  if (action === 'put') return base === null || isBase(base);
  return action === 'delete' && isBase(base);
}

function isBase(base: unknown): base is BaseVersion {
  if (!isFields(base)) return false;
  const { uid, resourceVersion } = base;
  return typeof uid === 'string' && typeof resourceVersion === 'string';
}

/** Level by level: a recursion would itself be too deep. */
function isDeeper(value: unknown, most: number): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}

function refused(message: string): WriteProblem {
  return new WriteProblem('bad-request', 400, message);
}
