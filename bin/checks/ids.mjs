/**
 * Finds texts put together or taken apart at `/` by hand. Ids of policies, workloads and objects are read and written by
 * lib/engine/model/ids.ts alone: a policy without a namespace lost a letter wherever `namespace/name` was cut. Texts of
 * another sort stand in OTHER_TEXTS. A checker that reads nothing finds nothing, so it must find planted faults too.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { inRoot, ROOT } from '../setup/paths.mjs';

const FOLDERS = ['app', 'components', 'lib'];
const FEWEST_FILES = 50;

/** What each of these files cuts, or joins, that is no id. An entry that is not needed any more is a fault too. */
const OTHER_TEXTS = {
  'components/map/canvas/colour.ts': 'colours as CSS writes them',
  'lib/cli/objects/kinds.ts': 'apiVersion',
  'lib/cli/objects/manifest-object.ts': 'apiVersion',
  'lib/cli/snapshot/owners.ts': 'apiVersion',
  'lib/cli/snapshot/to-snapshot.ts': 'apiVersion',
  'lib/cluster/connect/dispatcher.ts': 'NO_PROXY entries, which may be CIDRs',
  'lib/cluster/read/rights/read-scope.ts': 'paths of the API',
  'lib/cluster/testing/fake-api-server.ts': 'paths of the API, as another implementation',
  'lib/engine/fixtures/small-cluster.ts': 'the short names tests use for pods',
  'lib/engine/model/ids.ts': 'ids: this is their file',
  'lib/engine/model/labels.ts': 'label keys',
  'lib/engine/sets/ip-text.ts': 'CIDRs',
  'lib/engine/naive/rules.ts': 'CIDRs, as a second implementation',
  'lib/manifest/validate/name-syntax.ts': 'label keys',
  'lib/server/testing/schema-faults.ts': 'references of a JSON schema',
};

const CUTS = [
  /\.(?:split|indexOf|lastIndexOf)\(\s*(['"`])[/[]\1/,
  /\.split\(\s*\/(?:\\\/|\[[^\]]*\/[^\]]*\])/,
  /\$\{[^}]*namespace[^}]*\}\/\$\{/i,
  /namespace(?: \?\? '')? \+ (['"`])\//i,
  /\/\$\{[^}]*\}\[\$\{/,
];

/** Lines that must be found, then, after an empty line, lines that must pass. */
const [planted = '', innocent = ''] = readFileSync(inRoot('bin/checks/ids.planted.txt'), 'utf8').split('\n\n');

const cuts = (line) => CUTS.some((pattern) => pattern.test(line));
const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.(?:tsx?|mjs)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/')),
);
const needed = new Set();
const faults = [];
for (const file of files) {
  const exempt = Object.keys(OTHER_TEXTS).find(
    (place) => file === place || (place.endsWith('/') && file.startsWith(place)),
  );
  readFileSync(join(ROOT, file), 'utf8')
    .split('\n')
    .forEach((line, at) => {
      if (!cuts(line)) return;
      if (exempt === undefined)
        faults.push(`${file}:${at + 1}: use the functions of lib/engine/model/ids.ts: ${line.trim()}`);
      else needed.add(exempt);
    });
}
for (const place of Object.keys(OTHER_TEXTS)) {
  if (!needed.has(place)) faults.push(`bin/checks/ids.mjs: ${place} cuts nothing any more; take its entry out`);
}
for (const line of planted.split('\n')) if (!cuts(line)) faults.push(`The planted fault was not found: ${line}`);
for (const line of innocent.split('\n')) if (cuts(line)) faults.push(`Found where there is nothing: ${line}`);
if (files.length < FEWEST_FILES) faults.push(`Only ${files.length} files were read.`);
for (const fault of faults) console.log(fault);
console.log(`${files.length} files`);
process.exitCode = faults.length > 0 ? 1 : 0;
