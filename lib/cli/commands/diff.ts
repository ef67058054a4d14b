/** `netpol diff`: what changes from one input to another. */

import { diffSnapshots } from '#engine';
import type { Arguments } from '../arguments.ts';
import { differs, formatDiff } from '../format/diff-formats.ts';
import type { CommandAnswer } from './answer.ts';
import { connectionsOf } from './list.ts';
import { type CommandSurroundings, type LoadedInput, loadCluster, loadFiles } from './load.ts';

export async function diff(args: Arguments, around: CommandSurroundings): Promise<CommandAnswer> {
  const [first = '', second = ''] = args.inputs;
  const before = args.context === undefined ? loadFiles([first], args, around) : await loadCluster(args, around);
  // Both by one reading: what differs is then what the files change.
  const { profile } = before;
  const after = loadFiles([args.context === undefined ? second : first], { ...args, profile }, around);
  around.progress('comparing connections');
  const listed = ({ engine }: LoadedInput) => ({ engine, rows: connectionsOf(engine, args.level) });
  const change = diffSnapshots(listed(before), listed(after), args.level);
  for (const [source, destination] of change.uncompared)
    around.say(`netpol: ${source} => ${destination}: too many pods to be compared one by one; ask for --level pod`);
  const isBad = before.isBad || after.isBad || change.uncompared.length > 0;
  return { output: [formatDiff(change, args.format)], exitCode: isBad ? 2 : differs(change) ? 1 : 0 };
}
