#!/usr/bin/env node
/** `npm run bench`: sets up what is missing, then prints the product's figures, one JSON line each. */

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
  await ensureBuilt(node);
  const env = { ...process.env, CHROMIUM: await ensureChromium() };
  const flags = ['--disable-warning=ExperimentalWarning', inRoot('bench/product.ts')];
  process.exitCode = await runChild(node, flags, { stdio: ['ignore', 'inherit', 'inherit'], env });
});
