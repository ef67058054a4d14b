#!/usr/bin/env node
/** Bundles the server for publishing: what it shares with the product is inside, its libraries are not. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const inPackage = (path) => fileURLToPath(new URL(path, import.meta.url));
const { dependencies } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));

await build({
  input: { index: inPackage('src/index.ts'), main: inPackage('src/main.ts') },
  platform: 'node',
  external: Object.keys(dependencies),
  output: { dir: inPackage('dist'), format: 'esm', sourcemap: true },
});
