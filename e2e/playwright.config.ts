import { defineConfig } from '@playwright/test';
import { launch } from '../harness/launch.ts';

/** Browser tests of the built product. Run by `npm test`, which finds the browser. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  testIgnore: 'cluster.spec.ts',
  globalSetup: '../harness/own-temp.ts',
  outputDir: '../.cache/e2e',
  // The only pictures that are compared are the icons as they are served: see icons.spec.ts.
  snapshotPathTemplate: '../public/{arg}{ext}',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: launch,
});
