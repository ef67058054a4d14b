/** Label keys may be `constructor` or `__proto__`: read them with `Object.hasOwn`, never by plain member access. */
export type Labels = Readonly<Record<string, string>>;
