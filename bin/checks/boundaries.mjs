/**
 * Checks who imports whom (.dependency-cruiser.mjs). A checker that reads nothing finds nothing wrong, so it must also
 * have read enough files, and must find the faults of a small planted tree.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import config from '../../.dependency-cruiser.mjs';
import { ROOT } from '../setup/paths.mjs';

const FOLDERS = ['app', 'bench', 'bin', 'components', 'e2e', 'harness', 'lib', 'packages'];
const FEWEST_FILES = 50;

/** Each file breaks the rule it is listed under. */
const PLANTED = {
  'module-engine': ['lib/engine/a.ts', "import type { B } from '../stream/index.ts';\nexport type A = B;\n"],
  'pure-no-platform': ['lib/graph/a.ts', "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;\n"],
  'face-only': ['lib/cluster/a.ts', "import { b } from '../stream/inside.ts';\nexport const a = b;\n"],
  'screens-no-server': ['components/map/a.tsx', "import { a } from '#cluster';\nexport const A = () => <p>{a}</p>;\n"],
  'schemas-not-in-pages': [
    'components/map/c.tsx',
    "import { A } from '../../lib/stream/schema/index.ts';\nexport const C = A;\n",
  ],
  'features-apart': ['components/map/b.tsx', "import type { C } from '../editor/c.ts';\nexport type B = C;\n"],
  'no-cycle': ['lib/enforcement/a.ts', "import { b } from './b.ts';\nexport const a = () => b;\n"],
};

const PLANTED_REST = {
  'package.json': JSON.stringify({ type: 'module', imports: { '#cluster': './lib/cluster/index.ts' } }),
  'lib/stream/index.ts': 'export type B = string;\n',
  'lib/stream/schema/index.ts': 'export const A = 1;\n',
  'lib/stream/inside.ts': 'export const b = 1;\n',
  'lib/cluster/index.ts': 'export const a = 1;\n',
  'lib/enforcement/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
  'components/editor/c.ts': 'export type C = string;\n',
};

const { summary } = await check(ROOT, FOLDERS);
for (const { rule, from, to } of summary.violations) {
  console.log(`${from} -> ${to}: ${rule.name}. ${commentOf(rule.name)}`);
}
const missed = await missedFaults();
for (const name of missed)
  console.log(`The planted fault for ${name} was not found: the checker does not read the code.`);
if (summary.totalCruised < FEWEST_FILES) console.log(`Only ${summary.totalCruised} files were read.`);
console.log(`${summary.totalCruised} modules, ${summary.totalDependenciesCruised} imports`);
process.exitCode = summary.violations.length + missed.length > 0 || summary.totalCruised < FEWEST_FILES ? 1 : 0;

async function check(baseDir, folders) {
  const { forbidden, options } = config;
  const { output } = await cruise(
    folders,
    { ...options, baseDir, validate: true, ruleSet: { forbidden } },
    {
      ...options.enhancedResolveOptions,
    },
  );
  return output;
}

function commentOf(name) {
  return config.forbidden.find((rule) => rule.name === name)?.comment ?? '';
}

async function missedFaults() {
  const folder = mkdtempSync(join(tmpdir(), 'boundaries-'));
  try {
    for (const [path, text] of [...Object.values(PLANTED), ...Object.entries(PLANTED_REST)]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { summary: planted } = await check(folder, ['lib', 'components']);
    const found = new Set(planted.violations.map(({ rule }) => rule.name));
    return Object.keys(PLANTED).filter((name) => !found.has(name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
