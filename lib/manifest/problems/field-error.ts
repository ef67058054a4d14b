/** Refusals of the API server as data: `details.causes` of a 422, in its own words. */

export type CauseReason =
  | 'FieldValueInvalid'
  | 'FieldValueRequired'
  | 'FieldValueForbidden'
  | 'FieldValueNotSupported'
  | 'FieldValueTooLong';

export interface Cause {
  /** Path as the server writes it, for example `spec.ingress[0].from[0].ipBlock.cidr`. */
  readonly field: string;
  readonly reason: CauseReason;
  readonly message: string;
}

export function invalid(field: string, value: unknown, detail: string): Cause {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${shown(value)}: ${detail}` };
}

export function required(field: string, detail = ''): Cause {
  return { field, reason: 'FieldValueRequired', message: `Required value${detail && `: ${detail}`}` };
}

export function forbidden(field: string, detail: string): Cause {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${detail}` };
}

export function notSupported(field: string, value: string, supported: readonly string[]): Cause {
  const list = supported.map((word) => JSON.stringify(word)).join(', ');
  return {
    field,
    reason: 'FieldValueNotSupported',
    message: `Unsupported value: ${shown(value)}: supported values: ${list}`,
  };
}

export function tooLong(field: string, bytes: number): Cause {
  return { field, reason: 'FieldValueTooLong', message: `Too long: may not be more than ${bytes} bytes` };
}

/** The `message` of the Status: one cause as it is, several in brackets. */
export function invalidMessage(name: string, causes: readonly Cause[]): string {
  const parts = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const list = parts.length === 1 ? parts[0] : `[${parts.join(', ')}]`;
  return `NetworkPolicy.networking.k8s.io ${JSON.stringify(name)} is invalid: ${list}`;
}

function shown(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}
