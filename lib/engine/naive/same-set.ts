/** Compared as text: a thousand times cheaper than an assertion, and there are millions. */

export function sameSet(found: ReadonlySet<string>, wanted: ReadonlySet<string>, what: string): void {
  const [is, expected] = [[...found].sort().join(' '), [...wanted].sort().join(' ')];
  if (is !== expected) throw new Error(`${what}: ${is} instead of ${expected}`);
}

export function kindOfChange(before: ReadonlySet<string>, after: ReadonlySet<string>): string {
  if ([...before].sort().join() === [...after].sort().join()) return '';
  return before.size === 0 ? 'added' : after.size === 0 ? 'removed' : 'changed';
}
