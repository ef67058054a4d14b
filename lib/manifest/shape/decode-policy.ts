/** What the API server's strict decoder would refuse: unknown fields and values of the wrong type, in its words. */

import { asFields } from '../yaml/plain-value.ts';
import { mistyped } from './mistyped.ts';
import { POLICY_SHAPE, type Shape } from './policy-shape.ts';

export interface DecodeFault {
  readonly kind: 'unknown-field' | 'wrong-type';
  /** Place of the fault, for example `spec.podSelecter`. */
  readonly path: string;
  /** `unknown field "spec.podSelecter"` or `json: cannot unmarshal ...`. */
  readonly message: string;
  /** The same for a person: `spec.podSelector must be fields (\`key: value\`), not text.` */
  readonly plain: string;
}

/** Where in the object the walk is: `names` is the path without indices, as the decoder writes it. */
interface Place {
  readonly path: string;
  readonly names: string;
  /** Name of the innermost struct, for example `NetworkPolicySpec`. */
  readonly owner: string;
}

/** Every fault, in the order of the document. The server itself stops at the first wrong type. */
export function decodePolicy(object: unknown): readonly DecodeFault[] {
  return decodeAs(object, POLICY_SHAPE);
}

/** The same for an object of another kind. */
export function decodeAs(object: unknown, shape: Shape): readonly DecodeFault[] {
  const faults: DecodeFault[] = [];
  decode(object, shape, { path: '', names: '', owner: '' }, faults);
  return faults;
}

/** Paths of the fields that NetworkPolicy does not have. */
export function unknownFields(object: unknown): readonly string[] {
  return decodePolicy(object).flatMap((fault) => (fault.kind === 'unknown-field' ? [fault.path] : []));
}

/**
 * The message of the 400 that a create or replace gets under strict field validation, or undefined when it decodes.
 * A wrong type is said alone and also without strictness; unknown fields only when `strict`.
 */
export function decodingMessage(object: unknown, strict: boolean): string | undefined {
  const faults = decodePolicy(object);
  const first = faults.find((fault) => fault.kind === 'wrong-type');
  const unknown = faults.filter((fault) => fault.kind === 'unknown-field').map((fault) => fault.message);
  const detail = first?.message ?? (strict && unknown.length > 0 && `strict decoding error: ${unknown.join(', ')}`);
  return detail ? `NetworkPolicy in version "v1" cannot be handled as a NetworkPolicy: ${detail}` : undefined;
}

function decode(value: unknown, shape: Shape, place: Place, faults: DecodeFault[]): void {
  if (value === null || value === undefined || shape.is === 'anything') return;
  switch (shape.is) {
    case 'text':
      if (typeof value !== 'string') faults.push(wrongType(value, shape, place));
      return;
    case 'integer':
      if (!isInteger(value, shape.type)) faults.push(wrongType(value, shape, place));
      return;
    case 'boolean':
      if (typeof value !== 'boolean') faults.push(wrongType(value, shape, place));
      return;
    case 'port':
      if (typeof value !== 'string' && !isInteger(value, shape.type)) faults.push(wrongType(value, shape, place));
      return;
    case 'list':
      if (!Array.isArray(value)) faults.push(wrongType(value, shape, place));
      else for (const [index, item] of value.entries()) decode(item, shape.of, itemOf(place, index), faults);
      return;
    case 'map':
      decodeMap(value, shape, place, faults);
      return;
    case 'struct':
      decodeStruct(value, shape, place, faults);
      return;
  }
}

function decodeMap(value: unknown, shape: Shape & { is: 'map' }, place: Place, faults: DecodeFault[]): void {
  const fields = asFields(value);
  if (!fields) {
    faults.push(wrongType(value, shape, place));
    return;
  }
  for (const [key, entry] of Object.entries(fields)) {
    decode(entry, shape.of, { ...place, path: `${place.path}[${key}]` }, faults);
  }
}

function decodeStruct(value: unknown, shape: Shape & { is: 'struct' }, place: Place, faults: DecodeFault[]): void {
  const fields = asFields(value);
  if (!fields) {
    faults.push(wrongType(value, shape, place));
    return;
  }
  const owner = shape.type.slice('v1.'.length);
  for (const [name, entry] of Object.entries(fields)) {
    const path = place.path === '' ? name : `${place.path}.${name}`;
    const field = Object.hasOwn(shape.fields, name) ? shape.fields[name] : undefined;
    if (!field) {
      if (!shape.open) {
        const message = `unknown field ${JSON.stringify(path)}`;
        faults.push({ kind: 'unknown-field', path, message, plain: `strict decoding error: ${message}` });
      }
      continue;
    }
    decode(entry, field, { path, names: place.names === '' ? name : `${place.names}.${name}`, owner }, faults);
  }
}

function itemOf(place: Place, index: number): Place {
  return { ...place, path: `${place.path}[${index}]` };
}

function wrongType(value: unknown, shape: Shape, place: Place): DecodeFault {
  const { type } = shape;
  const target =
    place.owner === '' ? `value of type ${type}` : `struct field ${place.owner}.${place.names} of type ${type}`;
  const message = `json: cannot unmarshal ${jsonKind(value, type)} into Go ${target}`;
  return { kind: 'wrong-type', path: place.path, message, plain: mistyped(value, shape, place.path) };
}

function jsonKind(value: unknown, type: string): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  // A number that does not fit is named, one in the wrong place is not.
  if (typeof value === 'number') return type.startsWith('int') ? `number ${value}` : 'number';
  return typeof value;
}

function isInteger(value: unknown, type: string): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return type === 'int64' || (value >= -(2 ** 31) && value < 2 ** 31);
}
