import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('.', import.meta.url));

/** Pages are exported as files and served by our own HTTP front (lib/server), which is the security boundary. */
export default {
  output: 'export',
  images: { unoptimized: true },
  // Types are a step of `npm test`; a person who starts the product should not wait for them.
  typescript: { ignoreBuildErrors: true },
  outputFileTracingRoot: root,
  turbopack: {
    root,
    resolveAlias: {
      // monaco-worker-manager still asks for the path that monaco-editor 0.56 took out of its exports map.
      'monaco-editor/esm/vs/editor/editor.worker.js': 'monaco-editor/editor/editor.worker.js',
    },
  },
};
