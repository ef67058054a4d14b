/** For tests: whether a value is as a schema says. As much of JSON Schema as our own document uses. */

import type { Schema } from '../routes/openapi-schemas.ts';

interface Known {
  readonly $ref?: string;
  readonly type?: string | string[];
  readonly const?: unknown;
  readonly enum?: unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxProperties?: number;
  readonly format?: string;
  readonly properties?: Record<string, Schema>;
  readonly required?: string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: Schema[];
  readonly pattern?: string;
  readonly maxItems?: number;
}

/** Each fault with the path to it; `schemas` are what references lead to. A field that no schema names is a fault. */
export function schemaFaults(schemas: Readonly<Record<string, Schema>>, given: Schema, value: unknown): string[] {
  const faultsOf = (schema: Schema, value: unknown, path: string): string[] => {
    const known = schema as Known;
    if (known.$ref) return faultsOf(schemas[known.$ref.split('/').at(-1) ?? ''] ?? { const: known.$ref }, value, path);
    if (known.anyOf) {
      return known.anyOf.some((one) => faultsOf(one, value, path).length === 0) ? [] : [`${path} fits no choice`];
    }
    const faults = faultsOfItself(known, value, path);
    if (Array.isArray(value) && known.items) {
      const { items } = known;
      return [...faults, ...value.flatMap((item, index) => faultsOf(items, item, `${path}[${index}]`))];
    }
    if (typeof value !== 'object' || value === null) return faults;
    const { properties = {}, required = [], additionalProperties: others } = known;
    const isOpen = others === undefined && Object.keys(properties).length === 0;
    for (const name of required) if (!(name in value)) faults.push(`${path}.${name} is missing`);
    for (const [name, field] of Object.entries(value)) {
      const inner = Object.hasOwn(properties, name)
        ? properties[name]
        : typeof others === 'object'
          ? others
          : undefined;
      if (inner) faults.push(...faultsOf(inner, field, `${path}.${name}`));
      else if (!isOpen && !Array.isArray(value)) faults.push(`${path}.${name} is not in the document`);
    }
    return faults;
  };
  return faultsOf(given, value, '');
}

function faultsOfItself(known: Known, value: unknown, path: string): string[] {
  const types = known.type === undefined ? undefined : [known.type].flat();
  const isNumber = typeof value === 'number';
  const size = Array.isArray(value) ? value.length : Object.keys(Object(value)).length;
  const checks: readonly (readonly [boolean, string])[] = [
    [types === undefined || types.some((type) => isOfType(value, type)), `is not ${types}`],
    [known.const === undefined || value === known.const, `is not ${String(known.const)}`],
    [known.enum === undefined || known.enum.includes(value), `is none of ${known.enum}`],
    [!isNumber || known.minimum === undefined || value >= known.minimum, 'is too small'],
    [!isNumber || known.maximum === undefined || value <= known.maximum, 'is too large'],
    [known.minItems === undefined || size >= known.minItems, 'has too few'],
    [known.maxItems === undefined || size <= known.maxItems, 'has too many'],
    [known.pattern === undefined || new RegExp(known.pattern).test(String(value)), 'is of another form'],
    [known.maxProperties === undefined || size <= known.maxProperties, 'has too many'],
    [known.format !== 'date-time' || !Number.isNaN(Date.parse(String(value))), 'is no date'],
  ];
  return checks.filter(([isSound]) => !isSound).map(([, what]) => `${path} ${what}`);
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
