/** Label keys may be `constructor` or `__proto__`: read them with `Object.hasOwn`, never by plain member access. */
export type Labels = Readonly<Record<string, string>>;

/** `name` of the label key `app.kubernetes.io/name`. */
export function labelName(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}
