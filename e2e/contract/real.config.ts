import { defineConfig } from 'vitest/config';

/** The contract on a real control plane. Run by `npm run test:cluster`, which finds the programs. */
export default defineConfig({
  test: {
    include: ['e2e/contract/*.test.ts'],
    environment: 'node',
    globalSetup: ['harness/own-temp.ts', 'e2e/contract/start-real.ts'],
    fileParallelism: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
