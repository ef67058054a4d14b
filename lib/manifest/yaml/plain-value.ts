/** Reading JSON of unknown shape without trusting it. */

export type Fields = Readonly<Record<string, unknown>>;

/** The value as an object, or undefined for anything else. */
export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Own member only: `constructor` and `__proto__` are legal label keys. */
export function member(fields: Fields | undefined, key: string): unknown {
  return fields && Object.hasOwn(fields, key) ? fields[key] : undefined;
}

/** The items of a list, or none for anything else. */
export function asItems(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** Own string members, in their order. */
export function textEntries(value: unknown): readonly (readonly [string, string])[] {
  const fields = asFields(value);
  if (!fields) return [];
  return Object.entries(fields).flatMap(([key, entry]): [string, string][] =>
    typeof entry === 'string' ? [[key, entry]] : entry === null ? [[key, '']] : [],
  );
}
