#!/usr/bin/env node
/**
 * `npm run test:soak`: ten minutes of random faults between the link and a cluster; in the end both must hold the same.
 * `SOAK_SECONDS` says how long, `SOAK_SEED` which faults: the seed is printed, so that a failure can be had again.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runSuite } from './checks/run-step.mjs';
import { lastLine, vitestTally } from './checks/tallies.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { findRuntime } from './setup/runtime.mjs';
import { orRefuse } from './setup/sentence.mjs';

await orRefuse(async () => {
  await ensureInstalled();
  const { SOAK_SECONDS = '600', SOAK_SEED = String(Date.now() % 1_000_000) } = process.env;
  mkdirSync(inRoot('.cache'), { recursive: true });
  const folder = mkdtempSync(inRoot('.cache/test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'soak.json');
  const env = { ...process.env, NODE_ENV: 'test', SOAK_SECONDS, SOAK_SEED };
  process.stdout.write(`${SOAK_SECONDS} s of faults, seed ${SOAK_SEED}\n`);
  const flags = ['run', 'lib/cluster/soak', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const vitest = inRoot('node_modules/vitest/vitest.mjs');
  const total = await runSuite('soak', findRuntime(), [vitest, ...flags], env, () => vitestTally(file));
  process.stdout.write(`\n${lastLine(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});
