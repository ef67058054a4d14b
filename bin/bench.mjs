#!/usr/bin/env node
/**
 * `npm run bench`: sets up what is missing, then prints the product's figures, one JSON line each. `npm run
 * bench:engine` prints those of the engine alone, which needs no build and no browser; `bench:cliffs` how its time grows
 * with inputs of unusual shapes; `bench:draft` what a key in the editor costs, part by part; `bench:cli` the
 * whole process of `netpol`; `bench:churn` whether the map
 * keeps up with a large cluster that changes all the time; `bench:stream` those of events on their way to the screen;
 * `bench:cluster` those of many pods on a real control plane, where there is one.
 */

import { ensureBuilt } from './setup/build.mjs';
import { runChild } from './setup/child.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { findControlPlane } from './setup/control-plane-binaries.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { findRuntime } from './setup/runtime.mjs';
import { orRefuse } from './setup/sentence.mjs';

const PREPARE = {
  engine: async () => ({ flags: ['--expose-gc'], env: process.env }),
  cliffs: async () => ({ env: process.env }),
  draft: async () => ({ env: process.env }),
  cli: async (node) => {
    await ensureBuilt(node);
    return { env: process.env };
  },
  product: async (node) => ({ env: await withBrowser(node) }),
  stream: async (node) => ({ env: await withBrowser(node) }),
  churn: async (node) => ({ env: await withBrowser(node) }),
  cluster: async (node) => {
    const { folder, missing } = await findControlPlane();
    if (missing) return { missing };
    return { env: { ...(await withBrowser(node)), CONTROL_PLANE: folder } };
  },
};

await orRefuse(async () => {
  await ensureInstalled();
  const node = findRuntime();
  const [what = 'product', ...rest] = process.argv.slice(2);
  const prepared = await (PREPARE[what] ?? PREPARE.product)(node);
  if ('missing' in prepared) {
    process.stdout.write(`${prepared.missing}\n`);
    return;
  }
  const { flags = [], env } = prepared;
  const script = inRoot(`bench/${what in PREPARE ? what : 'product'}.ts`);
  const command = ['--disable-warning=ExperimentalWarning', ...flags, script, ...rest];
  process.exitCode = await runChild(node, command, { stdio: ['ignore', 'inherit', 'inherit'], env });
});

async function withBrowser(node) {
  await ensureBuilt(node);
  return { ...process.env, CHROMIUM: await ensureChromium() };
}
