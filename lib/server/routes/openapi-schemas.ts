/** The schemas of the interface as components of the OpenAPI document: each named one stands once, and is referred to. */

import type { TSchema } from 'typebox';
import {
  ApplyAnswer,
  ApplyName,
  ApplyRequest,
  ConnectionAnswer,
  ConnectionsAnswer,
  ErrorAnswer,
  HistoryAnswer,
  KindHealth,
  PolicyWrite,
  PreviewAnswer,
  PreviewRequest,
  Refusal,
  SignInAnswer,
  SignInRequest,
  SignOutRequest,
  StateAnswer,
} from '#stream/schema';

export type Schema = Readonly<Record<string, unknown>>;

const NAMED: readonly TSchema[] = [
  ErrorAnswer,
  KindHealth,
  StateAnswer,
  ConnectionsAnswer,
  ConnectionAnswer,
  Refusal,
  PolicyWrite,
  PreviewRequest,
  PreviewAnswer,
  ApplyRequest,
  ApplyAnswer,
  ApplyName,
  HistoryAnswer,
  SignInRequest,
  SignInAnswer,
  SignOutRequest,
];

export const SCHEMAS: Readonly<Record<string, Schema>> = Object.fromEntries(
  NAMED.map((schema) => {
    const { $id, ...rest } = schema as TSchema & { readonly $id: string };
    return [$id, withReferences(rest) as Schema];
  }),
);

/** A reference where it has a name, and otherwise itself. */
export function schemaOf(schema: TSchema): Schema {
  return withReferences(schema) as Schema;
}

function withReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withReferences);
  if (typeof value !== 'object' || value === null) return value;
  if ('$id' in value) return { $ref: `#/components/schemas/${value.$id}` };
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withReferences(inner)]));
}
