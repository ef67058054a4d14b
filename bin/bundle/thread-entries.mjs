/**
 * `new Worker(new URL('./heavy.worker.ts', import.meta.url))` runs as it stands from the sources. In a bundle the file
 * becomes an entry of its own, with what it imports, and the URL leads to that.
 */

import { dirname, resolve } from 'node:path';

const WORKER = /new URL\(\s*'([^']+\.worker\.ts)',\s*import\.meta\.url,?\s*\)/g;

export function threadEntries() {
  return {
    name: 'thread-entries',
    transform: {
      filter: { code: '.worker.ts' },
      handler(code, id) {
        const changed = code.replace(WORKER, (_, path) => {
          const entry = this.emitFile({ type: 'chunk', id: resolve(dirname(id), path) });
          return `new URL(import.meta.ROLLUP_FILE_URL_${entry})`;
        });
        // Lines stay where they are, which is all that a map of the sources is asked for.
        return changed === code ? undefined : { code: changed, map: null };
      },
    },
  };
}
