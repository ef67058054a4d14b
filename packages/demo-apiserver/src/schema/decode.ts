/** JSON from a request into the object the server's types can hold: unknown fields are told and dropped, nulls vanish. */

import { isObject, type JsonObject } from '../kube-object.ts';
import { badRequest } from '../status.ts';
import { fieldShape, type Shape, type Struct } from './shape.ts';
import { isInteger, jsonName, timeFault } from './typed-faults.ts';

export interface Decoded {
  readonly value: JsonObject;
  /** Paths as the server writes them: `spec.ingress[0].form`. */
  readonly unknown: readonly string[];
}

/** Throws a Refusal (400) where a value has the wrong type, in the words of the server's JSON decoder. */
export function decode(shape: Shape, value: JsonObject, refusalPrefix: string): Decoded {
  const walk = new DecodeWalk(refusalPrefix);
  const decoded = walk.value(shape, value, '', '', undefined);
  return { value: isObject(decoded) ? decoded : {}, unknown: walk.unknown };
}

class DecodeWalk {
  readonly unknown: string[] = [];
  private readonly refusalPrefix: string;

  constructor(refusalPrefix: string) {
    this.refusalPrefix = refusalPrefix;
  }

  /** `path` has indexes, `plain` has none; `holder` is the struct the value is a field of. */
  value(shape: Shape, value: unknown, path: string, plain: string, holder: Struct | undefined): unknown {
    switch (shape.type) {
      case 'struct':
        if (!isObject(value)) throw this.wrongType(value, plain, holder, `v1.${shape.go}`);
        return this.fields(shape, value, path, plain);
      case 'map':
        if (!isObject(value)) throw this.wrongType(value, plain, holder, 'map[string]string');
        return this.entries(shape.of, value, path, plain, holder);
      case 'list':
        if (!Array.isArray(value)) throw this.wrongType(value, plain, holder, `[]${goName(shape.of)}`);
        return value.map((item, index) => this.item(shape.of, item, `${path}[${index}]`, plain, holder));
      case 'any':
        return withoutNulls(value);
      case 'string':
        if (typeof value !== 'string') throw this.wrongType(value, plain, holder, shape.go);
        return value;
      case 'time':
        if (typeof value !== 'string') throw this.wrongType(value, plain, holder, 'string');
        this.checkTime(value);
        return value;
      case 'integer':
        if (!isInteger(value, shape)) throw this.wrongType(value, plain, holder, shape.go);
        return value;
      case 'boolean':
        if (typeof value !== 'boolean') throw this.wrongType(value, plain, holder, shape.go);
        return value;
      case 'intOrString':
        if (typeof value === 'string' || isInteger(value, shape)) return value;
        throw this.wrongType(value, plain, holder, shape.go);
    }
  }

  private fields(shape: Struct, value: JsonObject, path: string, plain: string): JsonObject {
    const decoded: JsonObject = {};
    for (const [field, item] of Object.entries(value)) {
      const known = fieldShape(shape, field);
      const fieldPath = path === '' ? field : `${path}.${field}`;
      if (known === undefined) {
        this.unknown.push(fieldPath);
        continue;
      }
      if (item === null) continue;
      const result = this.value(known, item, fieldPath, plain === '' ? field : `${plain}.${field}`, shape);
      if (!isEmptyCollection(known, result)) decoded[field] = result;
    }
    return decoded;
  }

  private entries(of: Shape, value: JsonObject, path: string, plain: string, holder: Struct | undefined): JsonObject {
    const decoded: JsonObject = {};
    for (const [key, item] of Object.entries(value)) decoded[key] = this.item(of, item, path, plain, holder);
    return decoded;
  }

  /** null as an element is the zero value of its type. */
  private item(of: Shape, item: unknown, path: string, plain: string, holder: Struct | undefined): unknown {
    if (item !== null) return this.value(of, item, path, plain, holder);
    return of.type === 'struct' || of.type === 'map' ? {} : of.type === 'string' ? '' : null;
  }

  private checkTime(value: string): void {
    const fault = timeFault(value);
    if (fault !== undefined) throw badRequest(`${this.refusalPrefix}${fault}`);
  }

  private wrongType(value: unknown, plain: string, holder: Struct | undefined, go: string) {
    const where = holder === undefined ? plain : `${holder.go}.${plain}`;
    const what = jsonName(value, /^int\d/.test(go));
    return badRequest(
      `${this.refusalPrefix}json: cannot unmarshal ${what} into Go struct field ${where} of type ${go}`,
    );
  }
}

/** Empty lists and maps are not stored; empty structs are. */
function isEmptyCollection(shape: Shape, value: unknown): boolean {
  if (shape.type === 'list') return Array.isArray(value) && value.length === 0;
  return shape.type === 'map' && isObject(value) && Object.keys(value).length === 0;
}

function goName(shape: Shape): string {
  if (shape.type === 'struct') return `v1.${shape.go}`;
  return 'go' in shape ? shape.go : 'interface {}';
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  const kept: JsonObject = {};
  for (const [field, item] of Object.entries(value)) {
    if (item !== null) kept[field] = withoutNulls(item);
  }
  return kept;
}
