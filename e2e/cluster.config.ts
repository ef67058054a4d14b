import { defineConfig } from '@playwright/test';
import { launch } from '../harness/launch.ts';

/** The product against a real control plane. Run by `npm run test:cluster`, which finds the programs. */
export default defineConfig({
  testDir: '.',
  testMatch: 'cluster.spec.ts',
  globalSetup: '../harness/own-temp.ts',
  outputDir: '../.cache/e2e-cluster',
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: launch,
});
