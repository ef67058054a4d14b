import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['lib/**/*.test.ts', 'components/**/*.test.{ts,tsx}', 'bin/**/*.test.ts'], environment: 'node' },
});
