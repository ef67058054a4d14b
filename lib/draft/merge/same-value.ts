/** Whether two JSON values say the same; the order of fields says nothing. */
export function sameValue(one: unknown, other: unknown): boolean {
  return one === other || textOf(one) === textOf(other);
}

/** Equal for values that say the same. */
export function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isFields(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

export function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
