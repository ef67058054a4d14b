/** Processes of this machine, as `ps` tells them: who started whom, and who is still there. */

import { execFileSync } from 'node:child_process';

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly state: string;
  readonly command: string;
}

function all(): Row[] {
  const lines = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = line.match(/^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), state, command }];
  });
}

/** The process below `root` (itself included) whose command holds `text`. */
export function findBelow(root: number, text: string): number | undefined {
  const rows = all();
  const below = new Set([root]);
  // Numbers are handed out in circles: a child may have a smaller one than its parent.
  for (let size = 0; size < below.size; ) {
    size = below.size;
    for (const { pid, parent } of rows) if (below.has(parent)) below.add(pid);
  }
  return rows.find(({ pid, command }) => below.has(pid) && command.includes(text))?.pid;
}

/** Of these those that run. One that ended and was not asked for its exit code runs no more. */
export function running(pids: readonly number[]): number[] {
  return all().flatMap(({ pid, state }) => (pids.includes(pid) && !state.startsWith('Z') ? [pid] : []));
}
