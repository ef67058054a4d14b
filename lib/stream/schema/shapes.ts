/** Building blocks of the schemas: each says in one word what many fields are. */

import { type Static, type TProperties, type TSchema, Type } from 'typebox';

/** What a value of the schema is, as whoever reads it sees it: nobody changes a message that was sent. */
export type Sent<Schema extends TSchema> = Fixed<Static<Schema>>;

type Fixed<T> = unknown extends T ? T : T extends object ? { readonly [K in keyof T]: Fixed<T[K]> } : T;

export interface Said {
  /** What it means, where its name does not tell. */
  readonly description?: string;
}

export const textSchema = (description?: string) => Type.String(description === undefined ? {} : { description });
export const flag = (description?: string) => Type.Boolean(description === undefined ? {} : { description });
/** How many, or how long: whole and never less than nothing. */
export const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description === undefined ? {} : { description }) });

/** One of these words and no other. */
export const oneOf = <const Words extends readonly string[]>(words: Words, said: Said = {}) =>
  Type.Unsafe<Words[number]>({ type: 'string', enum: words, ...said });

/** Of a request: a field that is not named here is refused, for it was meant to mean something. */
export const asked = <Fields extends TProperties>(fields: Fields, said: Said & { readonly $id?: string } = {}) =>
  Type.Object(fields, { additionalProperties: false, ...said });

/** `$id` makes it a schema of its own in the document, which all others refer to. */
export const named = <Fields extends TProperties>($id: string, fields: Fields, said: Said = {}) =>
  Type.Object(fields, { $id, ...said });
