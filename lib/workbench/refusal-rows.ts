/** A refusal of the server as rows: what is wrong, with which field, and whose field it is. */

import type { Refusal } from '#stream';

export interface RefusalRow {
  /** Without the dot that some answers put in front. */
  readonly field?: string;
  /** Name of the field manager that owns the field, for a conflict. */
  readonly manager?: string;
  readonly message: string;
}

/** None where the answer names no field: then its message is all there is. */
export function refusalRows(refusal: Refusal): readonly RefusalRow[] {
  return refusal.causes.length > 0 ? refusal.causes.map(rowOf) : rowsOfText(refusal);
}

function rowOf({ field, message }: Refusal['causes'][number]): RefusalRow {
  const manager = /^conflict with "([^"]*)"/.exec(message)?.[1];
  const plainField = field?.replace(/^\./, '');
  return {
    // Some answers repeat the field in front of what is wrong with it.
    message: plainField ? message.replace(/^\./, '').replace(`${plainField}: `, '') : message,
    ...(plainField !== undefined && { field: plainField }),
    ...(manager !== undefined && { manager }),
  };
}

/** An apply says unknown fields only in its message, several of them one after another. */
function rowsOfText({ message }: Refusal): readonly RefusalRow[] {
  const found = [
    ...message.matchAll(/\.([\w.[\]]+): (field not declared in schema)/g),
    ...message.matchAll(/(?:unknown|duplicate) field "([^"]+)"()/g),
  ];
  return found.map(([whole, field = '', words]) => rowOf({ field, message: words || whole }));
}
