#!/usr/bin/env node
/**
 * `npm run test:cluster`: the product against a real control plane. Without one, and without Go to build one, it says
 * so and skips.
 */

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runSuite } from './checks/run-step.mjs';
import { lastLine, playwrightTally } from './checks/tallies.mjs';
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
  if (!existsSync(join(TRUTH, 'expected.json'))) return skip(`The workshop's manifests are not at ${TRUTH}.`);
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
  const total = await runSuite('cluster', node, [playwright, ...flags], env, () => playwrightTally(file));
  process.stdout.write(`\n${lastLine(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

function skip(why) {
  process.stdout.write(`${why}\n${lastLine({ passed: 0, failed: 0, skipped: countTests() })}\n`);
}

function countTests() {
  return readFileSync(inRoot('e2e/cluster.spec.ts'), 'utf8').match(/^\s*test\(/gm)?.length ?? 0;
}
