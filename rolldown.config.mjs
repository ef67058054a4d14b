import { recordInputs } from './bin/bundle/record-inputs.mjs';
import { threadEntries } from './bin/bundle/thread-entries.mjs';

/** What runs in Node: one file an entry besides the chunks that entries share. Made by bin/setup/bundles.mjs. */
export default {
  input: {
    server: 'lib/server/start/main.ts',
    'check-start': 'lib/server/start/check-start.ts',
    netpol: 'lib/cli/index.ts',
  },
  platform: 'node',
  plugins: [threadEntries(), recordInputs()],
  treeshake: {
    // Its index imports 700 models and every client; none does anything by being imported, but it does not say so.
    // Nor does anything of typebox, of which we use a tenth.
    moduleSideEffects: [{ test: /node_modules\/(@kubernetes\/client-node|typebox)\//, sideEffects: false }],
  },
  // Only what is about this code: that a library has an eval or a circle is for its authors to know.
  checks: { eval: false, circularDependency: false },
  output: {
    dir: 'dist',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    sourcemap: true,
    // The sources stand beside: a map names their lines and need not repeat them.
    sourcemapExcludeSources: true,
  },
};
