/** Why a configuration is no value of its schema, in the words of server-side apply, which are those of Go. */

import { isObject, type JsonObject } from '../kube-object.ts';
import { fieldShape, type ListShape, type Scalar, type Shape, type Struct } from './shape.ts';

/** `.spec.egress: expected list, got &{x}`, sorted. Of one struct only the first unknown field is told. */
export function typedFaults(shape: Shape, value: unknown): readonly string[] {
  const faults: string[] = [];
  collect(shape, value, '', faults);
  return faults.sort();
}

function collect(shape: Shape, value: unknown, path: string, faults: string[]): void {
  if (value === null || value === undefined) return;
  const fault = faultOf(shape, value);
  if (fault !== undefined) faults.push(`${path}: ${fault}`);
  else if (shape.type === 'list') collectItems(shape, value as unknown[], path, faults);
  else if (shape.type === 'struct') collectFields(shape, value as JsonObject, path, faults);
  else if (shape.type === 'map') {
    for (const [key, item] of Object.entries(value)) collect(shape.of, item, `${path}.${key}`, faults);
  }
}

/** What is wrong with a value itself, whatever it holds. */
function faultOf({ type }: Shape, value: unknown): string | undefined {
  switch (type) {
    case 'struct':
    case 'map':
      return isObject(value) ? undefined : `expected map, got &{${shown(value)}}`;
    case 'list':
      return Array.isArray(value) ? undefined : `expected list, got &{${shown(value)}}`;
    case 'string':
      return typeof value === 'string'
        ? undefined
        : `expected string, got &value.valueUnstructured{Value:${inGo(value)}}`;
    case 'integer':
      return typeof value === 'number' ? undefined : `expected numeric (int or float), got ${goTypeOf(value)}`;
    case 'boolean':
      return typeof value === 'boolean'
        ? undefined
        : `expected boolean, got &value.valueUnstructured{Value:${inGo(value)}}`;
    default:
      return undefined;
  }
}

function collectFields(shape: Struct, value: JsonObject, path: string, faults: string[]): void {
  for (const field of Object.keys(value).sort()) {
    const known = fieldShape(shape, field);
    if (known === undefined) {
      faults.push(`${path}.${field}: field not declared in schema`);
      return;
    }
    collect(known, value[field], `${path}.${field}`, faults);
  }
}

function collectItems(shape: ListShape, value: readonly unknown[], path: string, faults: string[]): void {
  const seen = new Set<string>();
  for (const [index, item] of value.entries()) {
    if (shape.keys !== undefined && !isObject(item)) {
      faults.push(`${path}: element ${index}: associative list with keys may not have non-map elements`);
      return;
    }
    collect(shape.of, item, `${path}[${index}]`, faults);
    const key = keyOf(shape, item);
    if (key !== undefined && seen.has(key)) faults.push(`${path}: duplicate entries for key ${key}`);
    if (key !== undefined) seen.add(key);
  }
}

/** `[uid="u"]`; of a set `[="x"]`. Undefined for a list owned as one piece. */
function keyOf(shape: ListShape, item: unknown): string | undefined {
  if (shape.set === true) return `[=${JSON.stringify(item)}]`;
  if (shape.keys === undefined || !isObject(item)) return undefined;
  const parts = [...shape.keys].sort().map((key) => `${key}=${JSON.stringify(item[key] ?? shape.keyDefaults?.[key])}`);
  return `[${parts.join(',')}]`;
}

/**
 * Why a configuration of the right schema is no value of the server's types; undefined where it is. Ports that are a
 * number or a name, and times, have no form in the schema.
 */
export function conversionFault(shape: Shape, value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) {
    return shape.type === 'list'
      ? firstOf(value, (item) => conversionFault(shape.of, item))
      : scalarFault(shape, value);
  }
  if (!isObject(value)) return scalarFault(shape, value);
  if (shape.type !== 'struct' && shape.type !== 'map') return scalarFault(shape, value);
  return firstOf(Object.entries(value), ([field, item]) => {
    const known = fieldShape(shape, field);
    return known === undefined ? undefined : conversionFault(known, item);
  });
}

function scalarFault(shape: Shape, value: unknown): string | undefined {
  switch (shape.type) {
    case 'intOrString':
      if (typeof value === 'string' || isInteger(value, shape)) return undefined;
      return `json: cannot unmarshal ${jsonName(value, true)} into Go value of type ${shape.go}`;
    case 'integer':
      return Number.isInteger(value) ? undefined : `cannot convert float64 to ${shape.go}`;
    case 'time':
      if (typeof value !== 'string') return `json: cannot unmarshal ${jsonName(value)} into Go value of type string`;
      return timeFault(value);
    default:
      return undefined;
  }
}

/** Why a text is no time; undefined where it is one, and for the empty text, which is none. */
export function timeFault(value: string): string | undefined {
  if (value === '' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) return undefined;
  const given = JSON.stringify(value);
  return `parsing time ${given} as "2006-01-02T15:04:05Z07:00": cannot parse ${given} as "2006"`;
}

/** Whether a number fits the type. */
export function isInteger(value: unknown, { go }: Pick<Scalar, 'go'>): boolean {
  return Number.isInteger(value) && (go !== 'int32' || Math.abs(value as number) <= 0x7fffffff);
}

/** What the JSON decoder calls a value; numbers with their digits where a number of another form was hoped for. */
export function jsonName(value: unknown, wantsInteger = false): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return wantsInteger ? `number ${value}` : 'number';
  return typeof value;
}

function firstOf<T>(items: readonly T[], fault: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = fault(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** As `%v` writes it. */
function shown(value: unknown): string {
  if (value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  if (!isObject(value)) return String(value);
  const fields = Object.keys(value).sort();
  return `map[${fields.map((field) => `${field}:${shown(value[field])}`).join(' ')}]`;
}

/** As `%#v` writes it. */
function inGo(value: unknown): string {
  if (value === null) return 'interface {}(nil)';
  if (Array.isArray(value)) return `[]interface {}{${value.map(inGo).join(', ')}}`;
  if (!isObject(value)) return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `map[string]interface {}{${fields.map((field) => `${JSON.stringify(field)}:${inGo(value[field])}`).join(', ')}}`;
}

function goTypeOf(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (isObject(value)) return 'map[string]interface {}';
  return typeof value === 'boolean' ? 'bool' : 'string';
}
