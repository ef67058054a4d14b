/** Resource versions of one kind are whole numbers in decimal, of any size: compared as such, never as text. */

/** Negative, zero or positive as `a` is older, the same or newer. */
export function compareVersions(a: string, b: string): number {
  const left = a.replace(/^0+(?=.)/, '');
  const right = b.replace(/^0+(?=.)/, '');
  if (left.length !== right.length) return left.length - right.length;
  return left < right ? -1 : left > right ? 1 : 0;
}

export function newerVersion(a: string, b: string): string {
  return compareVersions(a, b) >= 0 ? a : b;
}
