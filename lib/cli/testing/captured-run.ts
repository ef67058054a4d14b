/** One command line, run in this process with its streams caught. */

import { run } from '../index.ts';

export interface Captured {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function capturedRun(...argv: readonly string[]): Promise<Captured> {
  const [out, err]: [string[], string[]] = [[], []];
  // Time stands still, so that no progress is told.
  const code = await run(argv, { out: (text) => out.push(text), err: (text) => err.push(text), now: () => 0 });
  return { code, out: out.join(''), err: err.join('') };
}
