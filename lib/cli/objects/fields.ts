/** Reading JSON of unknown shape without trusting it: a wrong type reads as absent. */

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Own member only. */
export function fieldsAt(value: unknown, ...path: readonly string[]): Fields | undefined {
  let here = value;
  for (const key of path) here = isFields(here) && Object.hasOwn(here, key) ? here[key] : undefined;
  return isFields(here) ? here : undefined;
}

export function valueAt(value: unknown, key: string): unknown {
  return isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Undefined also for an empty text. */
export function textAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** The objects in a list; none for anything else. */
export function objectsAt(value: unknown, key: string): readonly Fields[] {
  const found = valueAt(value, key);
  return Array.isArray(found) ? found.filter(isFields) : [];
}
