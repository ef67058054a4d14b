/**
 * `npm run check:docs`: every file, folder and script that README, ARCHITECTURE and docs name is there. A page that
 * names what is gone is worse than none. A check that reads nothing finds nothing wrong, so a planted page must fail.
 */

import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, ROOT } from '../setup/paths.mjs';

const PAGES = ['*.md', 'docs/**/*.md', 'packages/*/*.md'];
const FEWEST_NAMES = 40;
/** Made by a build or by a start, so not in a fresh checkout. */
const MADE = /^(out|dist|node_modules|\.cache|\.next)\b/;

const scripts = JSON.parse(readFileSync(inRoot('package.json'), 'utf8')).scripts;
const atTop = new Set(readdirSync(ROOT));

let named = 0;
const faults = PAGES.flatMap((pattern) => globSync(pattern, { cwd: ROOT, exclude: ['**/node_modules/**'] }))
  .sort()
  .flatMap((page) => faultsIn(page, readFileSync(inRoot(page), 'utf8')));
for (const fault of faults) console.log(fault);
const planted = faultsIn('planted', '`lib/nowhere/gone.ts`, [x](docs/gone.md)\n```\nlib/nowhere\n```\nnpm run gone');
if (planted.length !== 4) console.log(`Of 4 planted names that do not exist ${planted.length} were found.`);
if (named < FEWEST_NAMES) console.log(`Only ${named} names were read.`);
console.log(`${named} names`);
process.exitCode = faults.length > 0 || planted.length !== 4 || named < FEWEST_NAMES ? 1 : 0;

function faultsIn(page, text) {
  const folder = page.includes('/') ? page.slice(0, page.lastIndexOf('/')) : '.';
  return text.split('\n').flatMap((line, index) =>
    namesIn(line).flatMap(({ kind, name }) => {
      named += 1;
      return isThere(kind, name, folder) ? [] : [`${page}:${index + 1}: there is no ${kind} ${name}`];
    }),
  );
}

/** Paths in code, paths at the start of a line (a tree), links, and scripts of npm. */
function namesIn(line) {
  const inCode = [...line.matchAll(/`([^`\s]+)`/g)].map(([, name]) => name);
  const inTree = /^\s*([\w.@()-]+\/[\w./()*@-]*)/.exec(line)?.[1];
  const links = [...line.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, name]) => name);
  const runs = [...line.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name]) => ({ kind: 'script', name }));
  const paths = [...inCode, inTree].filter((name) => name !== undefined && isPath(name));
  return [...new Set(paths.map((name) => name.replace(/[,.:;]$/, '')).filter((name) => !MADE.test(name)))]
    .map((name) => ({ kind: 'file', name }))
    .concat(
      links.filter((name) => !/^[a-z]+:/.test(name)).map((name) => ({ kind: 'link', name })),
      runs,
    );
}

/** What begins with a folder of this checkout, or is a file name of its top. */
function isPath(name) {
  const [first, ...rest] = name.split('/');
  return rest.length > 0 ? atTop.has(first) : atTop.has(name);
}

function isThere(kind, name, folder) {
  if (kind === 'script') return name in scripts;
  const path = kind === 'link' ? join(folder, name) : name;
  if (path.includes('*')) return globSync(path, { cwd: ROOT }).length > 0;
  return existsSync(inRoot(path));
}
