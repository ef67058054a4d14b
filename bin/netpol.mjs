#!/usr/bin/env node
/**
 * `npx --no netpol`: the engine without a browser. Runs in this very process where its Node can run TypeScript, else in
 * the Node that came along. Plain JavaScript that also runs on Node 20.
 */

import { existsSync } from 'node:fs';
import * as modules from 'node:module';
import { pathToFileURL } from 'node:url';
import { inRoot } from './setup/paths.mjs';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 19)) await runHere();
else await runElsewhere();

async function runHere() {
  // Node tells that it strips types; nobody who runs this can do anything about it.
  process.removeAllListeners('warning');
  modules.enableCompileCache?.(inRoot('.cache/compiled'));
  // The reader of the answer may leave early, as `head` does.
  process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  const { run } = await import(pathToFileURL(inRoot('lib/cli/index.ts')).href);
  try {
    process.exitCode = await run(process.argv.slice(2), {
      out: (text) => process.stdout.write(text),
      err: (text) => process.stderr.write(text),
      now: () => performance.now(),
    });
  } catch (error) {
    // Left to Node the code would be 1, which says that something differs.
    process.stderr.write(`netpol: this should not happen\n${error.stack}\n`);
    process.exitCode = 2;
  }
}

async function runElsewhere() {
  const { runChild } = await import('./setup/child.mjs');
  const { orRefuse } = await import('./setup/sentence.mjs');
  const args = [inRoot('bin/netpol.mjs'), ...process.argv.slice(2)];
  await orRefuse(async () => {
    process.exitCode = await runChild(await findNode(), args, { stdio: 'inherit' });
  });
}

/** The one that came along is tried first: to ask every other for its version takes longer than the answer. */
async function findNode() {
  const bundled = inRoot(`node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(bundled)) return bundled;
  const { findRuntime } = await import('./setup/runtime.mjs');
  return findRuntime();
}
