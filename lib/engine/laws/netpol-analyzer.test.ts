/** The connectivity lists and diffs of np-guard/netpol-analyzer, where its cases lie beside this repository. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type ConnectionRow,
  type ConnectionSet,
  createEngine,
  diffConnections,
  isEmpty,
  isEverything,
  KUBERNETES,
  PROTOCOLS,
  type Profile,
} from '../index.ts';
import { readManifests } from '../naive/read-manifests.ts';

const TRUTH = join(import.meta.dirname, '../../../../shared/truth/netpol-analyzer');
const CASES = join(TRUTH, 'cases');
const DIFFS = join(TRUTH, 'diffs');
const PROFILE: Profile = { ...KUBERNETES, name: 'custom', ipBlockMatchesPods: false };

if (!existsSync(TRUTH)) {
  test('netpol-analyzer: its cases are not beside this repository, so there is nothing to compare with', () => {});
} else {
  describe('netpol-analyzer lists', () => {
    const cases = readdirSync(CASES).filter((name) => existsSync(join(CASES, name, 'expected.txt')));
    test.each(cases)('%s', (name) => {
      const expected = readFileSync(join(CASES, name, 'expected.txt'), 'utf8')
        .split('\n')
        .filter(Boolean);
      expect(connectionsOf(name).map(toLine).sort()).toEqual(expected.sort());
    });
  });

  describe('netpol-analyzer diffs', () => {
    test.each(readdirSync(DIFFS))('%s', (file) => {
      const [, after = '', before = ''] = /^diff_between_(.+)_and_(.+)\.txt$/.exec(file) ?? [];
      const diff = diffConnections(connectionsOf(before), connectionsOf(after));
      const lines = [
        ...diff.added.map((row) => diffLine('added', row, {}, row.ports)),
        ...diff.removed.map((row) => diffLine('removed', row, row.ports, {})),
        ...diff.changed.map((row) => diffLine('changed', row, row.before, row.after)),
      ];
      const expected = readFileSync(join(DIFFS, file), 'utf8').split('\n');
      const wanted = expected.filter((line) => line.startsWith('diff-type')).map(withoutWorkloadsInfo);
      expect(lines.sort()).toEqual(wanted.sort());
    });
  });
}

/** That project knows IPv4 alone. */
function connectionsOf(name: string): ConnectionRow[] {
  const engine = createEngine(readManifests(join(CASES, name, 'manifests')), PROFILE);
  return engine.connections('workload').filter(({ source, destination }) => !`${source}${destination}`.includes(':'));
}

const end = (text: string) => (text.includes('/') ? text : `${text}[External]`);
const withoutWorkloadsInfo = (line: string) => line.replace(/, workloads-diff-info:.*$/, '');

function toLine({ source, destination, ports }: ConnectionRow): string {
  return `${end(source)} => ${end(destination)} : ${portsText(ports)}`;
}

function diffLine(
  type: string,
  { source, destination }: { source: string; destination: string },
  before: ConnectionSet,
  after: ConnectionSet,
): string {
  return `diff-type: ${type}, source: ${end(source)}, destination: ${end(destination)}, ref1: ${portsText(before)}, ref2: ${portsText(after)}`;
}

function portsText(ports: ConnectionSet): string {
  if (isEmpty(ports)) return 'No Connections';
  if (isEverything(ports)) return 'All Connections';
  const parts = PROTOCOLS.flatMap((protocol) => {
    const ranges = ports[protocol] ?? [];
    if (ranges.length === 0) return [];
    return [`${protocol} ${ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(',')}`];
  });
  return parts.sort().join(',');
}
