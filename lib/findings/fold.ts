/** Folds findings alike into one line: who reads a list of hundreds reads none. */

import type { FindingCode } from './codes.ts';
import type { Finding } from './finding.ts';
import { WORDS } from './words/words.ts';

/** Findings of one code that stand next to each other; one alone is told as itself. */
export interface FoldedFindings {
  readonly code: FindingCode;
  readonly findings: readonly Finding[];
  /** Of several, what they have in common, for example `20 data stores have open egress`. */
  readonly title?: string;
}

/** So many alike and more are one line. */
const MANY = 8;

/** In the order given; alike are those of one code, which that order keeps together. */
export function foldFindings(findings: readonly Finding[]): readonly FoldedFindings[] {
  const runs: Finding[][] = [];
  for (const finding of findings) {
    const last = runs.at(-1);
    if (last?.[0]?.code === finding.code) last.push(finding);
    else runs.push([finding]);
  }
  return runs.flatMap((run): readonly FoldedFindings[] => {
    const [first] = run;
    if (!first) return [];
    if (run.length < MANY) return run.map((finding) => ({ code: finding.code, findings: [finding] }));
    return [{ code: first.code, findings: run, title: WORDS[first.code].many(run.length) }];
  });
}
