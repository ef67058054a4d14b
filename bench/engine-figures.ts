/** How the engine's bench measures, and prints: one JSON line a figure, with its goal and by how much it is missed. */

import { loadavg } from 'node:os';

export interface Repeated {
  readonly least: number;
  readonly median: number;
  /** The least time of the processor, which waiting for it is no part of. */
  readonly processor: number;
}

/**
 * Others may work on the machine: the least of some repetitions is held against the goal; the median, the least time of
 * the processor and the load of the machine (runnable processes, averaged over a minute) stand beside it.
 */
export function print(figure: string, cluster: string, value: number | Repeated, unit: string, goal?: number): void {
  const least = typeof value === 'number' ? value : value.least;
  const more = typeof value === 'number' ? {} : { median: rounded(value.median), ...processorOf(value) };
  const line = {
    figure,
    cluster,
    value: rounded(least),
    ...more,
    unit,
    ...(goal === undefined ? {} : { goal, met: least <= goal }),
    ...(goal !== undefined && least > goal ? { timesGoal: rounded(least / goal) } : {}),
    load: rounded(loadavg()[0] ?? 0),
  };
  console.log(JSON.stringify(line));
}

/** The system counts it in ticks of a millisecond or so: of short work it says nothing. */
const processorOf = ({ processor }: Repeated) => (processor < 5 ? {} : { processor: rounded(processor) });

const rounded = (value: number) => Number(value.toPrecision(3));

/** Milliseconds, and the result. */
export function time<T>(run: () => T): [number, T] {
  const start = performance.now();
  const result = run();
  return [performance.now() - start, result];
}

export interface Timed {
  readonly took: number;
  readonly processor: number;
}

export function timed(run: () => unknown): Timed {
  const used = process.threadCpuUsage();
  const [took] = time(run);
  const { user, system } = process.threadCpuUsage(used);
  return { took, processor: (user + system) / 1_000 };
}

export function repeat(times: number, run: () => unknown): Repeated {
  return summed(Array.from({ length: times }, () => timed(run)));
}

export function summed(values: readonly Timed[]): Repeated {
  const took = values.map((value) => value.took).sort((a, b) => a - b);
  const processor = values.map((value) => value.processor);
  return { least: took[0] ?? 0, median: quantile(took, 0.5), processor: Math.min(...processor) };
}

export function quantile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Megabytes that one of what `make` makes takes; of small things many are made, to see them above the noise. */
export function memoryOf<T>(count: number, make: () => T): number {
  const before = heap();
  const kept = Array.from({ length: count }, make);
  const megabytes = (heap() - before) / 1e6 / kept.length;
  return Math.max(0, megabytes);
}

function heap(): number {
  for (let at = 0; at < 3; at++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
