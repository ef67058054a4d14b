#!/usr/bin/env node
/**
 * `npm run test:cluster`: the API contract and the product against a real control plane. Without one, and without Go to
 * build one, it says so and skips.
 */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runSuite } from './checks/run-step.mjs';
import { lastLine, playwrightTally, sum, vitestTally } from './checks/tallies.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { findControlPlane } from './setup/control-plane-binaries.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { findRuntime } from './setup/runtime.mjs';
import { orRefuse } from './setup/sentence.mjs';

/** The workshop's manifests and what they must lead to; they are not part of this repository. */
const TRUTH = inRoot('../shared/truth/eks-workshop');

await orRefuse(async () => {
  const { folder: binaries, missing } = await findControlPlane();
  if (missing) return skip(missing);
  await ensureInstalled();
  const node = findRuntime();
  await ensureBuilt(node);
  mkdirSync(inRoot('.cache'), { recursive: true });
  const folder = mkdtempSync(inRoot('.cache/test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'cluster.json');
  const env = {
    ...process.env,
    CHROMIUM: await ensureChromium(),
    CONTROL_PLANE: binaries,
    WORKSHOP: TRUTH,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  };
  const flags = ['test', '--config', inRoot('e2e/cluster.config.ts'), '--reporter=list,json'];
  const playwright = inRoot('node_modules/@playwright/test/cli.js');
  const tallies = [await runContract(node, env, join(folder, 'contract.json'))];
  if (existsSync(join(TRUTH, 'expected.json'))) {
    tallies.push(await runSuite('cluster', node, [playwright, ...flags], env, () => playwrightTally(file)));
  } else {
    process.stdout.write(`The workshop's manifests are not at ${TRUTH}.\n`);
    tallies.push({ passed: 0, failed: 0, skipped: countTests() });
  }
  const total = sum(tallies);
  process.stdout.write(`\n${lastLine(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

/** The tests that `npm test` asks of the embedded server, asked of the real one. */
function runContract(node, env, file) {
  const config = ['--config', inRoot('e2e/contract/real.config.ts')];
  const flags = ['run', ...config, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const vitest = inRoot('node_modules/vitest/vitest.mjs');
  return runSuite('contract', node, [vitest, ...flags], { ...env, NODE_ENV: 'test' }, () => vitestTally(file));
}

function skip(why) {
  process.stdout.write(`${why}\n${lastLine({ passed: 0, failed: 0, skipped: countTests() })}\n`);
}

function countTests() {
  return readFileSync(inRoot('e2e/cluster.spec.ts'), 'utf8').match(/^\s*test\(/gm)?.length ?? 0;
}
