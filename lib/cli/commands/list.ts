/** `netpol list`: every connection. */

import type { ConnectionRow, Engine, Level } from '#engine';
import type { Arguments } from '../arguments.ts';
import { formatList } from '../format/list-formats.ts';
import type { Answer } from './answer.ts';
import { load, type Surroundings } from './load.ts';

export async function list(args: Arguments, around: Surroundings): Promise<Answer> {
  const { engine, isBad } = await load(args, around);
  around.progress('listing connections');
  const rows = connectionsOf(engine, args.level);
  return { output: formatList(rows, args.format), exitCode: isBad ? 2 : 0 };
}

/** What stands for the pods of a workload that has none keeps the workload's name, also between pods. */
export function connectionsOf(engine: Engine, level: Level): readonly ConnectionRow[] {
  const rows = engine.connections(level);
  if (level === 'workload') return rows;
  const name = (end: string) => end.replace(/\]\[Pod\]$/, ']');
  return rows.map((row) => ({ ...row, source: name(row.source), destination: name(row.destination) }));
}
