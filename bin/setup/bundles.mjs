/** Bundles the server and `netpol` when what they are made of has changed since: one file loads faster than hundreds. */

import { mkdirSync } from 'node:fs';
import { areInputsUnchanged } from './inputs.mjs';
import { withLock } from './lock.mjs';
import { runLogged } from './logged.mjs';
import { inRoot, ROOT } from './paths.mjs';
import { progress } from './sentence.mjs';

const INPUTS = 'dist/inputs.json';

function areBundlesFresh() {
  return areInputsUnchanged(inRoot(INPUTS));
}

export async function ensureBundled(runtime) {
  if (await areBundlesFresh()) return;
  mkdirSync(inRoot('.cache'), { recursive: true });
  await withLock(inRoot('.cache/bundle.lock'), async () => {
    if (await areBundlesFresh()) return;
    progress('bundling the server (a few seconds)');
    await bundle(runtime);
  });
}

/** Bundles whether it is needed or not. */
export async function bundle(runtime) {
  const rolldown = inRoot('node_modules/rolldown/bin/cli.mjs');
  await runLogged('The server could not be bundled', '.cache/bundle.log', runtime, [rolldown, '--config'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
