/** Reads fields of objects that a cluster sent: whatever is not of the expected shape counts as absent. */

import type { Labels } from '#engine';
import type { Fields } from './json-fields.ts';
import { isFields } from './json-fields.ts';

const NOTHING: Fields = Object.freeze({});

/** The fields that Kubernetes says an object has, and nothing of what is in them. */
export type Unchecked<T> = { readonly [Name in keyof T]?: unknown };

/** `T` says which names are meant, so that a field that does not exist is not asked for. */
export function fieldsOf<T = Record<string, unknown>>(value: unknown): Unchecked<T> {
  return (isFields(value) ? value : NOTHING) as Unchecked<T>;
}

export function listOf<T = Record<string, unknown>>(value: unknown): readonly Unchecked<T>[] {
  return Array.isArray(value) ? (value.filter(isFields) as readonly Unchecked<T>[]) : [];
}

/** A copy with the texts only. Keys may be `__proto__` or `constructor`, and stay plain keys. */
export function labelsOf(value: unknown): Labels {
  const entries = Object.entries(fieldsOf(value));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** The texts among the values, each once, in order. */
export function addressesIn(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.filter((value): value is string => typeof value === 'string' && value !== ''))];
}

/** Whether the conditions say `True` for this type. */
export function meets(conditions: unknown, type: string): boolean {
  return listOf(conditions).some((condition) => condition.type === type && condition.status === 'True');
}
