/** Whether a value is as its schema says; and if not, one sentence that says where and what. */

import { IsArray, IsObject, IsUnion, type Static, type TObject, type TSchema, type TUnion } from 'typebox';
import { Check } from 'typebox/schema';

export function fits<Schema extends TSchema>(schema: Schema, value: unknown): value is Static<Schema> {
  return Check(schema, value);
}

/** Longer names are cut: whoever sent them knows them, and a log need not hold them. */
const LONGEST_NAME = 100;

/** Undefined where it fits. `path` names what is looked at; empty for the whole body. */
export function firstFault(schema: TSchema, value: unknown, path = ''): string | undefined {
  if (fits(schema, value)) return undefined;
  const inner = faultInside(schema, value, path);
  return inner ?? `${path === '' ? 'The body' : path} is to be ${wanted(schema)}.`;
}

/** Of a part of it; undefined where the fault is the whole of it. */
function faultInside(schema: TSchema, value: unknown, path: string): string | undefined {
  if (IsUnion(schema)) return faultOfUnion(schema, value, path);
  if (IsObject(schema) && isFields(value)) return faultOfFields(schema, value, path);
  if (IsArray(schema) && Array.isArray(value) && isOfSize(schema, value)) {
    return first(value.keys(), (index) => firstFault(schema.items, value[index], `${path}[${index}]`));
  }
  return undefined;
}

function faultOfFields(schema: TObject, value: Fields, path: string): string | undefined {
  const { properties, required = [], additionalProperties } = schema as TObject & { additionalProperties?: boolean };
  const known = Object.keys(properties);
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined && additionalProperties === false) {
    const place = path === '' ? 'here' : `in ${path}`;
    return `"${unknown.slice(0, LONGEST_NAME)}" means nothing ${place}; known are ${known.join(', ')}.`;
  }
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const missing = (required as readonly string[]).find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${at(missing)} is missing.`;
  return first(known, (name) => {
    const field = properties[name];
    return field && Object.hasOwn(value, name) ? firstFault(field, value[name], at(name)) : undefined;
  });
}

/** That of the choice which was meant: the one whose fixed words the value has, or the only one that is an object. */
function faultOfUnion({ anyOf }: TUnion, value: unknown, path: string): string | undefined {
  if (!isFields(value)) return undefined;
  const objects = anyOf.filter(IsObject);
  const meant = objects.find((choice) => wordsOf(choice).every(([name, word]) => value[name] === word));
  if (meant) return firstFault(meant, value, path);
  const names = [...new Set(objects.flatMap((choice) => wordsOf(choice).map(([name]) => name)))];
  const [name] = names;
  if (name === undefined) return undefined;
  const words = objects.flatMap((choice) => wordsOf(choice).flatMap(([of, word]) => (of === name ? [word] : [])));
  return `${path === '' ? name : `${path}.${name}`} is to be ${words.join(' or ')}.`;
}

function wordsOf({ properties }: TObject): (readonly [string, unknown])[] {
  return Object.entries(properties).flatMap(([name, field]) =>
    'const' in field ? [[name, field.const] as const] : [],
  );
}

/** What JSON Schema says of one value. */
interface Rules {
  readonly type?: string;
  readonly title?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly anyOf?: readonly TSchema[];
}

/** What it is to be, in words. */
function wanted(schema: TSchema): string {
  const rules = schema as Rules;
  if (rules.title !== undefined) return `a ${rules.title}`;
  if (rules.const !== undefined) return JSON.stringify(rules.const);
  if (rules.enum) return `one of ${rules.enum.join(', ')}`;
  if (rules.anyOf) return [...new Set(rules.anyOf.map(wanted))].join(' or ');
  switch (rules.type) {
    case 'boolean':
      return 'true or false';
    case 'number':
    case 'integer':
      return `a ${rules.type === 'integer' ? 'whole ' : ''}number${range(rules.minimum, rules.maximum)}`;
    case 'array':
      return `a list${range(rules.minItems, rules.maxItems, ' of')}`;
    case 'object':
      return 'a JSON object';
    case 'string':
      return 'a text';
    case 'null':
      return 'null';
    default:
      return 'as the document of this interface says';
  }
}

function range(least: number | undefined, most: number | undefined, of = ''): string {
  if (most === undefined) return least === undefined ? '' : `${of} at least ${least}`;
  return `${of} between ${least ?? 0} and ${most}`;
}

function isOfSize({ minItems = 0, maxItems = Number.POSITIVE_INFINITY }: Rules, value: readonly unknown[]): boolean {
  return value.length >= minItems && value.length <= maxItems;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The first sentence that there is. */
function first<Key>(keys: Iterable<Key>, faultOf: (key: Key) => string | undefined): string | undefined {
  for (const key of keys) {
    const fault = faultOf(key);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
