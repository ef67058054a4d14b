#!/usr/bin/env node
/** Makes what is published: what the server shares with the product is bundled into it, its libraries are not. */

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const inPackage = (path) => fileURLToPath(new URL(path, import.meta.url));
const { dependencies } = JSON.parse(readFileSync(inPackage('package.json'), 'utf8'));

rmSync(inPackage('dist'), { recursive: true, force: true });
await build({
  input: { index: inPackage('src/index.ts'), main: inPackage('src/main.ts') },
  platform: 'node',
  external: Object.keys(dependencies),
  output: { dir: inPackage('dist'), format: 'esm', sourcemap: true },
});
declareTypes();

/** Only the package's own: nothing that it exports speaks of the types of what is bundled. */
function declareTypes() {
  const root = inPackage('../..');
  const folder = mkdtempSync(join(tmpdir(), 'demo-apiserver-types-'));
  const flags = ['--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--incremental', 'false'];
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const project = inPackage('tsconfig.types.json');
  try {
    execFileSync(process.execPath, [compiler, '--project', project, ...flags, '--outDir', folder], {
      stdio: 'inherit',
    });
    cpSync(join(folder, 'packages/demo-apiserver/src'), inPackage('dist/types'), { recursive: true });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
