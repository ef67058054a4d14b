/** Whether a request to write is one that can be served: it comes from a browser and is believed in nothing. */

import type { TSchema } from 'typebox';
import type { ApplyRequest, KeepRequest, PreviewRequest, UndoRequest } from '#stream';
import {
  ApplyName,
  ApplyRequest as ApplyRequestSchema,
  firstFault,
  PreviewRequest as PreviewRequestSchema,
} from '#stream/schema';
import { WriteProblem } from './writer.ts';

/** Lists and objects within each other; a policy has nine. */
const DEEPEST = 64;

/** Throws a WriteProblem for what is no list of writes, each of its own policy. */
export function checkPreview(request: unknown): asserts request is PreviewRequest {
  checkShape(PreviewRequestSchema, request);
  const { writes } = request as PreviewRequest;
  const ids = new Set<string>();
  for (const write of writes) {
    if (ids.has(write.id)) throw refused(`The policy ${write.id} is named twice.`);
    if (write.action === 'put' && isDeeper(write.object, DEEPEST)) {
      throw refused(`The draft of ${write.id} is nested deeper than ${DEEPEST} levels.`);
    }
    ids.add(write.id);
  }
}

/** Throws a WriteProblem for what names no preview, or no usable time to confirm. */
export function checkApply(request: unknown): asserts request is ApplyRequest {
  checkShape(ApplyRequestSchema, request);
}

/** Throws a WriteProblem for what names no apply. */
export function checkApplyName(request: unknown): asserts request is UndoRequest & KeepRequest {
  checkShape(ApplyName, request);
}

function checkShape(schema: TSchema, request: unknown): void {
  const fault = firstFault(schema, request);
  if (fault !== undefined) throw refused(fault);
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
