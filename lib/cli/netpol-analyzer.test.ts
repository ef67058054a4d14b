/** The lists and diffs of np-guard/netpol-analyzer through the command line, where its cases lie beside this repository. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const TRUTH = join(import.meta.dirname, '../../../shared/truth/netpol-analyzer');
const manifests = (name: string) => join(TRUTH, 'cases', name, 'manifests');
/** That project knows IPv4 alone. */
const linesOf = (text: string) => text.split('\n').filter((line) => line && !line.includes('::'));

if (!existsSync(TRUTH)) {
  test('netpol-analyzer: its cases are not beside this repository, so there is nothing to compare with', () => {});
} else {
  describe('netpol-analyzer lists', () => {
    const cases = readdirSync(join(TRUTH, 'cases'));
    test.each(cases.filter((name) => existsSync(join(TRUTH, 'cases', name, 'expected.txt'))))('%s', async (name) => {
      const { code, out } = await capturedRun('list', manifests(name), '--ipblock-matches-pods', 'false');
      const expected = readFileSync(join(TRUTH, 'cases', name, 'expected.txt'), 'utf8');
      expect(linesOf(out).sort()).toEqual(linesOf(expected).sort());
      expect(code).toBe(0);
    });
  });

  describe('netpol-analyzer diffs', () => {
    test.each(readdirSync(join(TRUTH, 'diffs')))('%s', async (file) => {
      const [, after = '', before = ''] = /^diff_between_(.+)_and_(.+)\.txt$/.exec(file) ?? [];
      const both = [manifests(before), manifests(after)];
      const { code, out } = await capturedRun('diff', ...both, '--ipblock-matches-pods=false');
      const expected = readFileSync(join(TRUTH, 'diffs', file), 'utf8').replace(/, workloads-diff-info:.*$/gm, '');
      // That project compares what pods show, and nothing else.
      const [connectivity = ''] = out.split(/^Rules diff/m);
      expect(linesOf(connectivity).sort()).toEqual(linesOf(expected).sort());
      expect(code).toBe(out === '' ? 0 : 1);
    });
  });
}
