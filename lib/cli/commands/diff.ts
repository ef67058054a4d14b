/** `netpol diff`: what changes from one input to another. */

import { diffConnections } from '#engine';
import type { Arguments } from '../arguments.ts';
import { formatDiff } from '../format/diff-formats.ts';
import type { Answer } from './answer.ts';
import { connectionsOf } from './list.ts';
import { loadCluster, loadFiles, type Surroundings } from './load.ts';

export async function diff(args: Arguments, around: Surroundings): Promise<Answer> {
  const [first = '', second = ''] = args.inputs;
  const before = args.context === undefined ? loadFiles([first], args, around) : await loadCluster(args, around);
  const after = loadFiles([args.context === undefined ? second : first], args, around);
  around.progress('comparing connections');
  const change = diffConnections(connectionsOf(before.engine, args.level), connectionsOf(after.engine, args.level));
  const isEqual = change.added.length + change.removed.length + change.changed.length === 0;
  const isBad = before.isBad || after.isBad;
  return { output: [formatDiff(change, args.format)], exitCode: isBad ? 2 : isEqual ? 0 : 1 };
}
