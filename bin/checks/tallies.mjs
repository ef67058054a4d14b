/** Reads the counts of tests from what the runners write. */

import { existsSync, readFileSync } from 'node:fs';

export function vitestTally(file) {
  const report = read(file);
  if (!report) return undefined;
  const { numPassedTests: passed, numFailedTests: failed, numPendingTests, numTodoTests, numFailedTestSuites } = report;
  // A file that could not be loaded holds no tests that could fail.
  const broken = failed === 0 && numFailedTestSuites > 0 ? numFailedTestSuites : 0;
  return { passed, failed: failed + broken, skipped: numPendingTests + numTodoTests };
}

export function playwrightTally(file) {
  const stats = read(file)?.stats;
  return stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

export function sum(tallies) {
  return tallies.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}

export function lastLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function read(file) {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8'));
}
