/** A refusal of the server in readable parts: what kind, which field on which line, whose field it is, what to do. */

import type { Edit } from '#draft';
import type { PolicyId } from '#engine';
import { parsePolicies } from '#manifest';
import type { Refusal } from '#stream';
import { refusalRows, type RefusalRow as ServerRow } from '#workbench';

export interface RefusalInWords extends ServerRow {
  /** Line of the draft's text from 1. */
  readonly line?: number;
}

export interface RefusalWords {
  readonly title: string;
  /** Only where the message says more than the rows. */
  readonly message?: string;
  readonly rows: readonly RefusalInWords[];
  /** What a person can do now. */
  readonly advice?: string;
}

const TITLES: Readonly<Record<Refusal['kind'], string>> = {
  invalid: 'The server finds it invalid',
  conflict: 'Others manage these fields',
  changed: 'It changed in the cluster since this edit began',
  exists: 'A policy of this name exists already',
  forbidden: 'The server forbids it',
  'not-found': 'Its namespace or the policy is not there',
  busy: 'The server is too busy',
  unreachable: 'The cluster does not answer',
  'read-only': 'This studio was started read-only',
  'no-dry-run': 'This cluster cannot try it first',
  other: 'The server refuses it',
};

const ADVICE: Readonly<Partial<Record<Refusal['kind'], string>>> = {
  conflict: 'Keep theirs, or take them over: all rules of such a field become yours.',
  changed: 'Go back to the draft and compare with the stored version.',
  exists: 'Open that policy and edit it, or choose another name.',
  busy: 'Wait a moment and review again.',
  unreachable: 'Review again once the header says Live.',
  'no-dry-run':
    'A webhook of the cluster forbids dry runs, so nobody can say what would be stored. It can be sent all the same.',
};

/** `id`: the policy that was refused, one of those in the text of the edit. */
export function refusalWords(refusal: Refusal, edit: Edit | undefined, id: PolicyId): RefusalWords {
  const rows = refusalRows(refusal).map((row) => withLine(row, edit, id));
  const advice = ADVICE[refusal.kind];
  const isSaid = refusal.causes.length > 0 && (refusal.kind === 'invalid' || refusal.kind === 'conflict');
  return { title: TITLES[refusal.kind], rows, ...(!isSaid && { message: refusal.message }), ...(advice && { advice }) };
}

function withLine(row: ServerRow, edit: Edit | undefined, id: PolicyId): RefusalInWords {
  const line = row.field === undefined ? undefined : lineOf(row.field, edit, id);
  return line === undefined ? row : { ...row, line };
}

/** Undefined where the text has no such place, rather than a line that misleads. */
function lineOf(field: string, edit: Edit | undefined, id: PolicyId): number | undefined {
  if (edit?.action !== 'put') return undefined;
  const documents = parsePolicies(edit.text, { defaultNamespace: edit.namespace });
  return documents.find((document) => document.id === id)?.locate(field).line;
}
