import { defineConfig } from '@playwright/test';
import type { BrowserName, WorkerFixtures } from './journeys/test.ts';

/** The journeys in each browser that this machine has. Run by `npm run test:browsers`, which finds them. */
const NAMES: readonly BrowserName[] = ['Chromium', 'Firefox', 'WebKit'];

export default defineConfig<object, WorkerFixtures>({
  testDir: 'journeys',
  testMatch: '*.journey.ts',
  outputDir: '../.cache/e2e-browsers',
  globalSetup: '../harness/own-temp.ts',
  // One at a time: WebKit's driver bears one session, and a window without focus takes no keys.
  workers: 1,
  retries: 0,
  // For what hangs: a busy machine of two cores takes a minute to open an editor.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  projects: NAMES.map((name) => ({ name, use: { name } })),
});
