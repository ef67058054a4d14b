/** What an answer of the API server that is no success means to the person who asked. */

import type { V1Status, V1StatusCause, V1StatusDetails } from '@kubernetes/client-node';
import type { Refusal } from '#stream';
import { text } from './json-fields.ts';
import type { KubeResponse, TransportProblem } from './kube-transport.ts';
import { fieldsOf, listOf } from './object-fields.ts';

type Cause = Refusal['causes'][number];

/** The refusal in an answer, in the server's own words; undefined where the answer is a success. */
export function refusalOf(response: KubeResponse): Refusal | undefined {
  if (response.status < 400) return undefined;
  const status = fieldsOf<V1Status>(response.body);
  const details = fieldsOf<V1StatusDetails>(status.details);
  const told = text(status.message) ?? plainText(response.body);
  const message = told ?? `The API server answered with status ${response.status}.`;
  const reason = text(status.reason) ?? '';
  const causes = causesOf(details.causes);
  return {
    status: response.status,
    reason,
    message,
    kind: kindOf(response.status, reason, message, causes),
    causes: causes.length > 0 ? causes : causesInText(message),
  };
}

/** A request that got no answer at all. */
export function unreachable(problem: TransportProblem): Refusal {
  const kind = problem.code === 'read-only' ? 'read-only' : 'unreachable';
  return { status: 0, reason: problem.code, message: problem.message, kind, causes: [] };
}

/** A refusal of our own, before anything was sent. */
export function ownRefusal(kind: Refusal['kind'], status: number, reason: string, message: string): Refusal {
  return { status, reason, message, kind, causes: [] };
}

/** Whole seconds or a date, as HTTP has it; in milliseconds. */
export function retryAfterMs(response: KubeResponse, now: Date): number | undefined {
  const header = response.headers['retry-after'];
  const value = typeof header === 'string' ? header : header?.[0];
  if (value !== undefined) {
    if (/^\d+$/.test(value)) return Number(value) * 1000;
    const date = Date.parse(value);
    if (!Number.isNaN(date)) return Math.max(0, date - now.getTime());
  }
  const details = fieldsOf<V1StatusDetails>(fieldsOf<V1Status>(response.body).details);
  return typeof details.retryAfterSeconds === 'number' ? details.retryAfterSeconds * 1000 : undefined;
}

function kindOf(status: number, reason: string, message: string, causes: readonly Cause[]): Refusal['kind'] {
  switch (status) {
    case 400:
      return NO_DRY_RUN.test(message) ? 'no-dry-run' : 'invalid';
    case 413:
      return 'invalid';
    case 422:
      // An apply on what was deleted and made anew in the meantime.
      return causes.length > 0 && causes.every(({ field }) => field === 'metadata.uid') ? 'changed' : 'invalid';
    case 401:
    case 403:
      return 'forbidden';
    case 404:
      return 'not-found';
    case 409:
      if (reason === 'AlreadyExists') return 'exists';
      return causes.some((cause) => cause.reason === 'FieldManagerConflict') ? 'conflict' : 'changed';
    case 429:
    case 503:
    case 504:
      return 'busy';
    case 500:
      // An apply patch with an unknown field: the author's mistake, though the server calls it its own.
      return SCHEMA_FAULT.test(message) ? 'invalid' : 'other';
    default:
      return 'other';
  }
}

/** Said of a webhook that declares side effects. */
const NO_DRY_RUN = /^admission webhook .* does not support dry run/;

const SCHEMA_FAULT = /failed to create typed patch object|failed to convert new object|field not declared in schema/;

function causesOf(list: unknown): Cause[] {
  const causes = listOf<V1StatusCause>(list).map((cause) => ({
    field: text(cause.field),
    reason: text(cause.reason),
    message: text(cause.message) ?? '',
  }));
  // What is wrong in an update the server says twice: it checks the object as new and as changed.
  return [...new Map(causes.map((cause) => [`${cause.field} ${cause.reason} ${cause.message}`, cause])).values()];
}

const TEXT_CAUSES: readonly RegExp[] = [
  /unknown field "(?<field>[^"]+)"/g,
  /duplicate field "(?<field>[^"]+)"/g,
  // Of an apply: one fault behind the name of the object, or several, a line each.
  /(?<=Kind=\w+\): |\n {2})(?<field>\.[^\s:]+): [^\n]+/g,
  /json: cannot unmarshal \S+ into Go struct field \w+\.(?<field>[\w.]+) of type [^\s,]+/g,
];

/** Some refusals name the fields only in their text. */
function causesInText(message: string): Cause[] {
  const found: { at: number; cause: Cause }[] = [];
  for (const pattern of TEXT_CAUSES) {
    for (const match of message.matchAll(pattern)) {
      found.push({ at: match.index, cause: { field: match.groups?.field, message: match[0] } });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ cause }) => cause);
}

function plainText(body: unknown): string | undefined {
  const trimmed = typeof body === 'string' ? body.trim().slice(0, 2000) : '';
  return trimmed === '' ? undefined : trimmed;
}
