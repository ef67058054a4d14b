#!/usr/bin/env node
/**
 * `npm start`: installs what is missing, builds what is stale, and runs the server. Plain JavaScript that also runs on
 * Node 20 with nothing installed.
 */

import { ensureBuilt } from './setup/build.mjs';
import { ENDS_WITH_US, runChild } from './setup/child.mjs';
import { HELP, readFlags, serverFlags } from './setup/flags.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { findRuntime } from './setup/runtime.mjs';
import { orRefuse, Stopped } from './setup/sentence.mjs';
import { whenStarterGone } from './setup/starter.mjs';

const FLAGS = ['--disable-proto=delete'];

/** Where the C library is glibc: what was read and let go returns to the system, which is 30 MB after 10,000 pods. */
const GIVE_BACK = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };

await orRefuse(async () => {
  const options = readFlags(process.argv.slice(2), process.env);
  if (options.help) {
    process.stdout.write(HELP);
    return;
  }
  whenStarterGone(() => process.kill(process.pid, 'SIGTERM'));
  await ensureInstalled();
  const runtime = findRuntime();
  await ensureBuilt(runtime, () => check(runtime, options));
  process.exitCode = await serve(runtime, options);
});

/** What would stop the server is told before the pages are built, not after. */
async function check(runtime, options) {
  const script = [
    ...ENDS_WITH_US,
    '--enable-source-maps',
    ...FLAGS,
    inRoot('dist/check-start.js'),
    ...serverFlags(options, inRoot('out')),
  ];
  const code = await runChild(runtime, script, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (code !== 0) throw new Stopped(code);
}

/** The server ends when the channel to it closes, so it cannot outlive this process, whatever ends it. */
function serve(runtime, options) {
  // What is read of a cluster is cut down at once: a small space for new objects costs little time and saves 50 MB.
  const flags = [...FLAGS, '--max-semi-space-size=4'];
  return runChild(runtime, [...flags, inRoot('dist/server.js'), ...serverFlags(options, inRoot('out'))], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...GIVE_BACK,
      ...process.env,
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: inRoot('.cache/compiled'),
    },
  });
}
