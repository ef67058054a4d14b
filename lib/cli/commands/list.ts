/** `netpol list`: every connection. */

import { type ConnectionRow, type Engine, type Level, workloadId } from '#engine';
import type { Arguments } from '../arguments.ts';
import { formatList } from '../format/list-formats.ts';
import { CommandRefusal } from '../problem.ts';
import type { CommandAnswer } from './answer.ts';
import { type CommandSurroundings, load, unjudgedNames } from './load.ts';

export async function list(args: Arguments, around: CommandSurroundings): Promise<CommandAnswer> {
  const { engine, isBad } = await load(args, around);
  around.progress('listing connections');
  const rows = connectionsOf(engine, args.level);
  return { output: formatList(rows, args.format, unjudgedNames(engine)), exitCode: isBad ? 2 : 0 };
}

export function connectionsOf(engine: Engine, level: Level): readonly ConnectionRow[] {
  refuseTooMany(engine, level);
  return engine.connections(level);
}

/** What a gigabyte holds, and what is compared within seconds. */
const MOST_ROWS = 5_000_000;
const MOST_ENDS = 10_000;

/** Throws Refusal. */
function refuseTooMany(engine: Engine, level: Level): void {
  const { pods } = engine.snapshot;
  const ends = level === 'pod' ? pods.length : new Set(pods.map((pod) => workloadId(pod.namespace, pod.workload))).size;
  const rows = ends * ends > MOST_ROWS ? Math.min(ends * ends, engine.totals().allowed) : ends * ends;
  if (ends <= MOST_ENDS && rows <= MOST_ROWS) return;
  const kind = level === 'pod' ? 'pods' : 'workloads';
  const limit = ends > MOST_ENDS ? `${MOST_ENDS} ${kind}` : `${MOST_ROWS} rows`;
  const advice = level === 'pod' ? 'give fewer of them, or ask for --level workload' : 'give fewer of them';
  throw new CommandRefusal(
    `the list of these ${ends} ${kind} may have ${rows} rows, and at most ${limit} are listed: ${advice}`,
  );
}
