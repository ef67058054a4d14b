/** `netpol`: the engine without a browser. Standard output gets the answer alone. */

import { visible } from '#terminal';
import { readArguments } from './arguments.ts';
import { check } from './commands/check.ts';
import { diff } from './commands/diff.ts';
import { explain } from './commands/explain.ts';
import { list } from './commands/list.ts';
import type { CommandSurroundings } from './commands/load.ts';
import { HELP } from './help.ts';
import { CommandRefusal, type InputProblem } from './problem.ts';
import { problemLines } from './problem-lines.ts';
import { startProgress } from './progress.ts';

export type { InputProblem } from './problem.ts';
export { problemText } from './problem-lines.ts';
export { readManifests } from './read-manifests.ts';

export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly now: () => number;
}

const COMMANDS = { list, diff, explain, check };

/** Runs one command line; the exit code. Never throws for what the input holds. */
export async function run(argv: readonly string[], { out, err, now }: Streams): Promise<number> {
  const say = (line: string) => err(`${visible(line)}\n`);
  if (argv.includes('--help') || argv.includes('-h') || argv[0] === 'help') {
    out(HELP);
    return 0;
  }
  const report = (problems: readonly InputProblem[]) => err(problemLines(problems));
  try {
    const args = readArguments(argv);
    const around: CommandSurroundings = { progress: startProgress(now, say), report, say };
    const { output, exitCode } = await COMMANDS[args.command](args, around);
    around.progress('writing the answer');
    for (const part of output) out(part);
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommandRefusal)) throw error;
    say(`netpol: ${error.message}`);
    return 2;
  }
}
