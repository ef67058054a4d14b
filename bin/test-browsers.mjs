#!/usr/bin/env node
/**
 * `npm run test:browsers`: the journeys of e2e/journeys in Chromium, in Firefox and in WebKit. A browser that this machine
 * does not have is skipped with a sentence. `npm run test:browsers -- WebKit` takes only the browsers that are named.
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runSuite } from './checks/run-step.mjs';
import { lastLine, playwrightTally, sum } from './checks/tallies.mjs';
import { ensureBuilt } from './setup/build.mjs';
import { ensureChromium } from './setup/chromium.mjs';
import { ensureInstalled } from './setup/install.mjs';
import { findFirefox, findWebKit } from './setup/other-browsers.mjs';
import { inRoot } from './setup/paths.mjs';
import { findRuntime } from './setup/runtime.mjs';
import { orRefuse, Refused } from './setup/sentence.mjs';

const FIND = {
  Chromium: async () => ({ env: { CHROMIUM: await ensureChromium() } }),
  Firefox: findFirefox,
  WebKit: findWebKit,
};

await orRefuse(async () => {
  const chosen = chooseBrowsers(process.argv.slice(2));
  await ensureInstalled();
  const node = findRuntime();
  await ensureBuilt(node);
  mkdirSync(inRoot('.cache'), { recursive: true });
  const folder = mkdtempSync(inRoot('.cache/test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const tallies = [];
  const missing = [];
  for (const name of chosen) {
    const found = await FIND[name]();
    if (found.missing) missing.push(found.missing);
    else tallies.push(await walk(node, name, found.env, join(folder, `${name}.json`)));
  }
  for (const sentence of missing) process.stdout.write(`\n${sentence}\n`);
  const total = sum(tallies);
  // Every journey that is not walked in a browser counts.
  const skipped = total.skipped + missing.length * ((tallies[0]?.passed ?? 0) + (tallies[0]?.failed ?? 0));
  process.stdout.write(`\n${lastLine({ ...total, skipped })}\n`);
  process.exitCode = total.failed > 0 ? 1 : 0;
});

function walk(node, name, found, file) {
  const env = {
    ...process.env,
    ...found,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  };
  const config = ['--config', inRoot('e2e/browsers.config.ts'), '--project', name, '--reporter=list,json'];
  const playwright = inRoot('node_modules/@playwright/test/cli.js');
  return runSuite(name, node, [playwright, 'test', ...config], env, () => playwrightTally(file));
}

function chooseBrowsers(names) {
  const unknown = names.find((name) => !(name in FIND));
  if (unknown) throw new Refused(`There is no browser ${unknown} here; there are ${Object.keys(FIND).join(', ')}.`);
  return names.length > 0 ? names : Object.keys(FIND);
}
