import { expect, test } from 'vitest';
import { found } from './finding.ts';
import { foldFindings } from './fold.ts';

const bare = (name: string) =>
  found('workload-without-policy', { namespace: name, workload: `${name}/web[Deployment]`, path: '' }, { name: 'web' });
const job = found('job-shut', { namespace: 'batch', workload: 'batch/m[Job]', path: '' }, { name: 'm' });
const many = (count: number) => Array.from({ length: count }, (_, at) => bare(`n${at}`));

test('many alike are one line with their number, and nothing is lost or moved', () => {
  const findings = [job, ...many(20)];
  const folds = foldFindings(findings);
  expect(folds.map(({ title, findings: own }) => [title, own.length])).toEqual([
    [undefined, 1],
    ['20 workloads have no policy', 20],
  ]);
  expect(folds.flatMap(({ findings: own }) => own)).toEqual(findings);
});

test('a few alike stay lines of their own', () => {
  expect(foldFindings(many(7))).toHaveLength(7);
  expect(foldFindings(many(8))).toHaveLength(1);
  expect(foldFindings([])).toEqual([]);
});
