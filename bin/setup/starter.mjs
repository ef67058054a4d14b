/**
 * Whoever was started ends when the one who started it is gone. The server hears it by the closing of its channel, the
 * steps of a build by `end-with-parent.mjs`. This is for the first link: npm, a shell of npm, this process.
 *
 * npm hands a signal to its shell alone, and the shell dies of it without passing it on; of SIGKILL nobody hears at all.
 * So this process looks twice a second whether the shell is still its parent, and npm the parent of the shell. What
 * counts as gone:
 *
 *   npm, or its shell, has ended                    this ends too, as on SIGTERM
 *   whoever started npm has ended                   nothing: `npm start &` in a shell that exits goes on, npm is there
 *   started by `node bin/start.mjs`, without npm    nothing: nohup, setsid, `&` and service managers detach like this;
 *                                                   they end it by a signal to this very process
 *
 * A terminal that closes sends SIGHUP, which ends it in either case; Node takes back the ignoring that nohup arranged
 * before a line of ours runs. setsid keeps the signal away.
 */

import { lookAt } from './ancestors.mjs';
import { inRoot } from './paths.mjs';

const EVERY_MS = 500;
/** A program has to be started for each look where there is no /proc. */
const EVERY_MS_BY_PS = 2000;

/** Calls `end` once when npm, which runs this as its script, is gone; never where npm does not run this. */
export function whenStarterGone(end, env = process.env) {
  const isGone = startedByNpm(env) ? watchNpm(env) : undefined;
  if (!isGone) return;
  const timer = setInterval(
    () => {
      if (!isGone()) return;
      clearInterval(timer);
      end();
    },
    process.platform === 'linux' ? EVERY_MS : EVERY_MS_BY_PS,
  );
  timer.unref();
}

/** The environment outlives npm: a terminal that was opened by one script starts others. Its script must be this one. */
function startedByNpm(env) {
  return env.npm_lifecycle_event === 'start' && env.npm_package_json === inRoot('package.json');
}

/** A question to be asked again and again; undefined where nothing above this process looks like npm. */
function watchNpm(env) {
  const parent = process.ppid;
  const above = lookAt(parent);
  if (!above) return () => true;
  // Shells that run one command become that command: then npm itself is the parent.
  const isShell = above.command.includes(` -c ${env.npm_lifecycle_script}`);
  if (isShell) return () => process.ppid !== parent || lookAt(parent)?.parent !== above.parent;
  // An orphan from the beginning was handed to the first process, which in a container may be npm.
  if (parent === 1 && !/\b(npm|pnpm|yarn|bun)\b/.test(above.command)) return () => true;
  return () => process.ppid !== parent;
}
