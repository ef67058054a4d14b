#!/usr/bin/env node
/** `npm run build`: the pages, anew. */

import { build } from './setup/build.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { findRuntime } from './setup/runtime.mjs';
import { orRefuse } from './setup/sentence.mjs';

await orRefuse(async () => {
  await ensureInstalled();
  await build(findRuntime());
});
