/**
 * What the server knows of a kind's fields: enough to drop unknown ones, to tell who owns which field, to merge lists by
 * key and to describe the kind to kubectl. An `open` struct names only the fields that matter here and keeps the rest.
 */

export type Shape = Scalar | Struct | MapShape | ListShape | AnyShape;

interface Described {
  /** One sentence for `kubectl explain`. */
  readonly says?: string;
}

export interface Scalar extends Described {
  readonly type: 'string' | 'integer' | 'boolean' | 'intOrString' | 'time';
  /** The Go type that a refusal names. */
  readonly go: string;
}

export interface Struct extends Described {
  readonly type: 'struct';
  /** The Go type that a refusal names, without its package. */
  readonly go: string;
  readonly fields: Readonly<Record<string, Shape>>;
  readonly open: boolean;
  /** Owned as one piece. */
  readonly atomic: boolean;
  readonly required: readonly string[];
}

export interface MapShape extends Described {
  readonly type: 'map';
  readonly of: Shape;
  readonly atomic: boolean;
}

export interface ListShape extends Described {
  readonly type: 'list';
  readonly of: Shape;
  /** Field names that tell one element from another; absent for a list owned as one piece. */
  readonly keys?: readonly string[];
  readonly keyDefaults?: Readonly<Record<string, unknown>>;
  /** A list of scalars owned value by value. */
  readonly set?: true;
}

/** Anything: objects are owned field by field, lists as one piece. */
export interface AnyShape extends Described {
  readonly type: 'any';
}

export const any: AnyShape = { type: 'any' };
export const text: Scalar = { type: 'string', go: 'string' };
export const integer: Scalar = { type: 'integer', go: 'int32' };
export const bigInteger: Scalar = { type: 'integer', go: 'int64' };
export const boolean: Scalar = { type: 'boolean', go: 'bool' };
export const time: Scalar = { type: 'time', go: 'v1.Time' };
export const intOrString: Scalar = { type: 'intOrString', go: 'int32' };

export function named(go: string): Scalar {
  return { type: 'string', go };
}

interface StructOptions {
  readonly open?: true;
  readonly atomic?: true;
  readonly required?: readonly string[];
}

export function struct(go: string, fields: Readonly<Record<string, Shape>>, options: StructOptions = {}): Struct {
  return {
    type: 'struct',
    go,
    fields,
    open: options.open === true,
    atomic: options.atomic === true,
    required: options.required ?? [],
  };
}

/** A struct of which only these fields are known; others are kept as they come. */
export function openStruct(go: string, fields: Readonly<Record<string, Shape>> = {}): Struct {
  return struct(go, fields, { open: true });
}

export function map(of: Shape, options: { readonly atomic?: true } = {}): MapShape {
  return { type: 'map', of, atomic: options.atomic === true };
}

/** Fields by their names alone: known, and kept as they come. */
export function anyOf(names: string): Readonly<Record<string, AnyShape>> {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, any]));
}

/** A list owned as one piece. */
export function list(of: Shape): ListShape {
  return { type: 'list', of };
}

export function keyedList(
  of: Shape,
  keys: readonly string[],
  keyDefaults: Readonly<Record<string, unknown>> = {},
): ListShape {
  return { type: 'list', of, keys, keyDefaults };
}

export function setList(of: Shape): ListShape {
  return { type: 'list', of, set: true };
}

export function says<S extends Shape>(sentence: string, shape: S): S {
  return { ...shape, says: sentence };
}

/** The shape of a field; undefined when the struct has no such field. */
export function fieldShape(shape: Shape, field: string): Shape | undefined {
  if (shape.type === 'any') return any;
  if (shape.type === 'map') return shape.of;
  if (shape.type !== 'struct') return undefined;
  if (Object.hasOwn(shape.fields, field)) return shape.fields[field];
  return shape.open ? any : undefined;
}
