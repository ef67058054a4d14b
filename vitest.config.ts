import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'lib/**/*.test.ts',
      'components/**/*.test.{ts,tsx}',
      'bin/**/*.test.ts',
      'e2e/contract/*.test.ts',
      'packages/*/src/**/*.test.ts',
    ],
    environment: 'node',
    // What tests leave among temporary files goes with the run.
    globalSetup: ['harness/own-temp.ts'],
    // Tests of faults mostly wait: on two cores, one worker at a time would wait for each in turn.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Property tests on a busy machine of two cores: a limit is for what hangs, not for what is slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
