#!/usr/bin/env node
/**
 * `npm run bench`: sets up what is missing, then prints the product's figures, one JSON line each. `npm run
 * bench:engine` prints those of the engine alone, which needs no build and no browser.
 */

import { ensureBuilt } from './setup/build.mjs';
import { runChild } from './setup/child.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { findRuntime } from './setup/runtime.mjs';
import { orRefuse } from './setup/sentence.mjs';

await orRefuse(async () => {
  await ensureInstalled();
  const node = findRuntime();
  const [what = 'product', ...rest] = process.argv.slice(2);
  const [flags, env] = what === 'engine' ? [['--expose-gc'], process.env] : [[], await withBrowser(node)];
  const script = inRoot(`bench/${what === 'engine' ? 'engine' : 'product'}.ts`);
  const command = ['--disable-warning=ExperimentalWarning', ...flags, script, ...rest];
  process.exitCode = await runChild(node, command, { stdio: ['ignore', 'inherit', 'inherit'], env });
});

async function withBrowser(node) {
  await ensureBuilt(node);
  return { ...process.env, CHROMIUM: await ensureChromium() };
}
