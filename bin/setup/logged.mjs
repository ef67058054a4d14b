/** Runs a step of the build whose output is of interest only when it fails. */

import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { visibleLines } from '../../lib/terminal/index.mjs';
import { ENDS_WITH_US, runChild, wasStopped } from './child.mjs';
import { inRoot } from './paths.mjs';
import { Refused, Stopped } from './sentence.mjs';

/** Throws Stopped where a person asked for the end, and Refused with `failure` where the step failed. */
export async function runLogged(failure, logPath, node, args, options) {
  mkdirSync(dirname(inRoot(logPath)), { recursive: true });
  const log = openSync(inRoot(logPath), 'w');
  let code;
  try {
    code = await runChild(node, [...ENDS_WITH_US, ...args], { ...options, stdio: ['ignore', log, log] });
  } finally {
    closeSync(log);
  }
  if (wasStopped(code)) throw new Stopped(code);
  if (code === 0) return;
  process.stderr.write(visibleLines(readFileSync(inRoot(logPath), 'utf8')));
  throw new Refused(`${failure}; the build says why above.`);
}
