/**
 * Sets of whole numbers as runs: a flat, sorted list `[start, end, start, end, …]` of half-open ranges that neither
 * overlap nor touch. The one representation behind port sets and class sets.
 */

export type Runs = ArrayLike<number>;

/** What is in `a`, in `b`, or in both, as `keep` says of each stretch; one pass over both lists. */
function combine(a: Runs, b: Runs, keep: (inA: boolean, inB: boolean) => boolean): number[] {
  const out: number[] = [];
  let i = 0;
  let j = 0;
  let inside = false;
  while (i < a.length || j < b.length) {
    const nextA = i < a.length ? (a[i] as number) : Number.POSITIVE_INFINITY;
    const nextB = j < b.length ? (b[j] as number) : Number.POSITIVE_INFINITY;
    const at = Math.min(nextA, nextB);
    if (nextA === at) i++;
    if (nextB === at) j++;
    const now = keep((i & 1) === 1, (j & 1) === 1);
    if (now !== inside) {
      out.push(at);
      inside = now;
    }
  }
  return out;
}

export const unionRuns = (a: Runs, b: Runs): number[] => combine(a, b, (inA, inB) => inA || inB);

export function intersectRuns(a: Runs, b: Runs): number[] {
  if (muchShorter(a, b)) return cutOut(a, b);
  if (muchShorter(b, a)) return cutOut(b, a);
  return combine(a, b, (inA, inB) => inA && inB);
}

export function subtractRuns(a: Runs, b: Runs): number[] {
  return combine(a, muchShorter(a, b) ? cutOut(a, b) : b, (inA, inB) => inA && !inB);
}

/** Whether looking up each run of one list in the other costs less than a pass over both. */
export const muchShorter = (short: Runs, long: Runs): boolean => long.length > 8 * short.length + 32;

/** What of a long list lies in the runs of a short one. */
function cutOut(short: Runs, long: Runs): number[] {
  const out: number[] = [];
  for (let i = 0; i < short.length; i += 2) {
    const start = short[i] as number;
    const end = short[i + 1] as number;
    for (let j = runEndingAfter(long, start); j < long.length && (long[j] as number) < end; j += 2) {
      out.push(Math.max(start, long[j] as number), Math.min(end, long[j + 1] as number));
    }
  }
  return out;
}

/** Where the first run stands that ends after a number. */
export function runEndingAfter(runs: Runs, value: number): number {
  let low = 0;
  let high = runs.length >> 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[2 * middle + 1] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return 2 * low;
}

/** Whether the two have a number in common, without building the intersection. */
export function runsMeet(a: Runs, b: Runs): boolean {
  if (a.length === 0 || b.length === 0) return false;
  if ((a[a.length - 1] as number) <= (b[0] as number) || (b[b.length - 1] as number) <= (a[0] as number)) return false;
  if (muchShorter(b, a)) return runsMeet(b, a);
  const leap = muchShorter(a, b);
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    const start = a[i] as number;
    if (leap) j = runEndingAfter(b, start);
    else while (j < b.length && (b[j + 1] as number) <= start) j += 2;
    if (j >= b.length) return false;
    if ((b[j] as number) < (a[i + 1] as number)) return true;
  }
  return false;
}

/** Whether one list is a single run that holds all of the other. */
export function spans(a: Runs, b: Runs): boolean {
  return (
    a.length === 2 &&
    b.length > 0 &&
    (a[0] as number) <= (b[0] as number) &&
    (b[b.length - 1] as number) <= (a[1] as number)
  );
}

/** The runs of what is in both, in order. */
export function forEachCommonRun(a: Runs, b: Runs, visit: (start: number, end: number) => void): void {
  if (b.length < a.length) [a, b] = [b, a];
  const leap = muchShorter(a, b);
  let j = 0;
  for (let i = 0; i < a.length; i += 2) {
    const start = a[i] as number;
    const end = a[i + 1] as number;
    if (leap) j = runEndingAfter(b, start);
    else while (j < b.length && (b[j + 1] as number) <= start) j += 2;
    for (; j < b.length && (b[j] as number) < end; j += 2) {
      visit(Math.max(start, b[j] as number), Math.min(end, b[j + 1] as number));
      if ((b[j + 1] as number) >= end) break;
    }
  }
}

/** The union of many lists. */
export function joinRuns(lists: readonly Runs[]): number[] {
  let length = 0;
  for (const runs of lists) length += runs.length >> 1;
  // A start and its end as one number, so that they are sorted together.
  const sorted = new Float64Array(length);
  let at = 0;
  for (const runs of lists) {
    for (let i = 0; i < runs.length; i += 2) sorted[at++] = (runs[i] as number) * END_SPACE + (runs[i + 1] as number);
  }
  sorted.sort();
  const out: number[] = [];
  for (const pair of sorted) {
    const end = pair % END_SPACE;
    const start = (pair - end) / END_SPACE;
    const last = out.length - 1;
    if (last < 0 || start > (out[last] as number)) out.push(start, end);
    else if (end > (out[last] as number)) out[last] = end;
  }
  return out;
}

/** No number in a list is as large. */
const END_SPACE = 2 ** 26;

export function runsContain(runs: Runs, value: number): boolean {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return (low & 1) === 1;
}

export function runsSize(runs: Runs): number {
  let size = 0;
  for (let i = 0; i < runs.length; i += 2) size += (runs[i + 1] as number) - (runs[i] as number);
  return size;
}

/** Runs of a sorted list of distinct numbers. */
export function runsOf(sorted: readonly number[]): number[] {
  const out: number[] = [];
  for (const value of sorted) {
    if (out.length > 0 && out[out.length - 1] === value) out[out.length - 1] = value + 1;
    else out.push(value, value + 1);
  }
  return out;
}
