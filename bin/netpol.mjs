#!/usr/bin/env node
/**
 * `npx --no -- netpol`: the engine without a browser. One process: the bundle runs in this very Node, whichever it is
 * from 20 on. Plain JavaScript, and nothing is loaded that a run from a fresh bundle does not need.
 */

import * as modules from 'node:module';
import { pathToFileURL } from 'node:url';
import { areInputsUnchanged } from './setup/inputs.mjs';
import { inRoot } from './setup/paths.mjs';

const argv = process.argv.slice(2);

if (await areInputsUnchanged(inRoot('dist/inputs.json'))) await run();
else await bundleFirst();

/** The library that speaks to clusters needs a newer Node than everything else does. */
function isNewEnough() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const asksCluster = argv.some((word) => word === '--context' || word.startsWith('--context='));
  return !asksCluster || major > 22 || (major === 22 && minor >= 19);
}

async function run() {
  if (isNewEnough()) await runHere();
  else await runElsewhere();
}

async function runHere() {
  modules.enableCompileCache?.(inRoot('.cache/compiled'));
  // The reader of the answer may leave early, as `head` does.
  process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  const bundle = inRoot('dist/netpol.js');
  const netpol = await import(pathToFileURL(bundle).href);
  try {
    process.exitCode = await netpol.run(argv, {
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      now: () => performance.now(),
    });
  } catch (error) {
    // Left to Node the code would be 1, which says that something differs.
    const { sourceStack } = await import('../lib/terminal/index.mjs');
    process.stderr.write(`netpol: this should not happen\n${sourceStack(error)}\n`);
    process.exitCode = 2;
  }
}

async function bundleFirst() {
  const { ensureBundled } = await import('./setup/bundles.mjs');
  const { ensureInstalled } = await import('./setup/install.mjs');
  const { findRuntime } = await import('./setup/runtime.mjs');
  const { orRefuse } = await import('./setup/sentence.mjs');
  await orRefuse(async () => {
    await ensureInstalled();
    await ensureBundled(findRuntime());
    await run();
  });
}

async function runElsewhere() {
  const { ENDS_WITH_US, runChild } = await import('./setup/child.mjs');
  const { findRuntime } = await import('./setup/runtime.mjs');
  const { orRefuse } = await import('./setup/sentence.mjs');
  await orRefuse(async () => {
    const command = [...ENDS_WITH_US, inRoot('bin/netpol.mjs'), ...argv];
    process.exitCode = await runChild(findRuntime(), command, { stdio: 'inherit' });
  });
}
