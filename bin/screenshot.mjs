#!/usr/bin/env node
/** `npm run screenshot`: sets up what is missing, then draws the README's picture from the running product. */

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
  const flags = ['--disable-warning=ExperimentalWarning', inRoot('e2e/screenshot.ts')];
  process.exitCode = await runChild(node, flags, { stdio: 'inherit', env });
});
