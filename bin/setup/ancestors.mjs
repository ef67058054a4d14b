/** What the system says of the processes above this one. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** `{ parent, command }` of a process; undefined where there is none, or none that may be looked at. */
export function lookAt(pid) {
  return existsSync('/proc/self/stat') ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    // The name of the program stands in brackets and may hold brackets itself.
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(parent), command };
  } catch {
    return undefined;
  }
}

function fromPs(pid) {
  const { status, stdout } = spawnSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' });
  const [, parent, command] = (status === 0 && stdout.trim().match(/^(\d+)\s+(.*)$/s)) || [];
  return parent === undefined ? undefined : { parent: Number(parent), command };
}
