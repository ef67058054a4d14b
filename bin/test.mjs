#!/usr/bin/env node
/**
 * `npm test`: sets up what is missing, then types, lint, boundaries, ids, dead code, unit and contract tests, browser tests.
 * `npm test -- unit browser` runs only those steps. The last line counts what ran; a check counts as one test.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runCheck, runSuite } from './checks/run-step.mjs';
import { lastLine, playwrightTally, sum, vitestTally } from './checks/tallies.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { inRoot } from './setup/paths.mjs';
import { findRuntime } from './setup/runtime.mjs';
import { orRefuse, Refused } from './setup/sentence.mjs';

const STEPS = {
  types: ({ node }) => runCheck('types', node, [inRoot('node_modules/typescript/bin/tsc'), '--noEmit']),
  lint: ({ node }) =>
    runCheck('lint', node, [inRoot('node_modules/@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']),
  boundaries: ({ node }) => runCheck('boundaries', node, [inRoot('bin/checks/boundaries.mjs')]),
  ids: ({ node }) => runCheck('ids', node, [inRoot('bin/checks/ids.mjs')]),
  'dead-code': ({ node }) => runCheck('dead code', node, [inRoot('node_modules/knip/bin/knip.js'), '--no-progress']),
  folders: ({ node }) => runCheck('folders', node, [inRoot('bin/checks/folders.mjs')]),
  docs: ({ node }) => runCheck('docs', node, [inRoot('bin/checks/docs.mjs')]),
  unit: ({ node, folder }) => {
    const file = join(folder, 'unit.json');
    const flags = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const env = { ...process.env, NODE_ENV: 'test' };
    return runSuite('unit', node, [inRoot('node_modules/vitest/vitest.mjs'), ...flags], env, () => vitestTally(file));
  },
  deep: async ({ node, folder }) => {
    const tallies = [];
    for (const [module, cases] of Object.entries(DEEP_CASES)) {
      const file = join(folder, `deep-${module}.json`);
      const flags = ['run', `lib/${module}`, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
      const command = [inRoot('node_modules/vitest/vitest.mjs'), ...flags, '--testTimeout=0'];
      const env = { ...process.env, NODE_ENV: 'test', NETPOL_CASES: process.env.NETPOL_CASES ?? cases };
      tallies.push(await runSuite(`deep, ${module}`, node, command, env, () => vitestTally(file)));
    }
    return sum(tallies);
  },
  browser: async ({ node, folder }) => {
    const file = join(folder, 'browser.json');
    const env = {
      ...process.env,
      CHROMIUM: await ensureChromium(),
      PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    };
    const flags = ['test', '--config', inRoot('e2e/playwright.config.ts'), '--reporter=list,json'];
    const playwright = inRoot('node_modules/@playwright/test/cli.js');
    return runSuite('browser', node, [playwright, ...flags], env, () => playwrightTally(file));
  },
};

/** `npm run test:deep`: the properties of the engine and the laws of the map on far more random cases. */
const DEEP_CASES = { engine: '1000000', graph: '2000' };

await orRefuse(async () => {
  const chosen = chooseSteps(process.argv.slice(2));
  await ensureInstalled();
  const node = findRuntime();
  // Also for types: the build declares what may be imported besides code.
  if (chosen.some((name) => name !== 'deep')) await ensureBuilt(node);
  mkdirSync(inRoot('.cache'), { recursive: true });
  const folder = mkdtempSync(inRoot('.cache/test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const tallies = [];
  for (const name of chosen) tallies.push(await orCount(() => STEPS[name]({ node, folder })));
  const total = sum(tallies);
  process.stdout.write(`\n${lastLine(total)}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

function chooseSteps(names) {
  const unknown = names.find((name) => !(name in STEPS));
  if (unknown) throw new Refused(`There is no step ${unknown}; there are ${Object.keys(STEPS).join(', ')}.`);
  return names.length > 0 ? names : Object.keys(STEPS).filter((name) => name !== 'deep');
}

/** A step that cannot run on this machine has failed; the others run all the same. */
async function orCount(step) {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    process.stdout.write(`FAILED ${error.message}\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
