/** Findings on a drafted policy as problems in its text, each at its place and with its cure as edits of the text. */

import type { Finding, FindingCode } from '#engine';
import { editsTowards, type PolicyDocument, type Problem } from '#manifest';

/** What a hint behind the line says already, with the same weight. */
const HINTED: ReadonlySet<FindingCode> = new Set(['selects-nothing', 'workload-without-policy']);

/** `known`: problems that say the same of a place in better words, because they know the text. */
export function problemsOfFindings(
  document: PolicyDocument,
  text: string,
  findings: readonly Finding[],
  known: readonly Problem[],
): readonly Problem[] {
  const own = findings.filter(({ policy, code }) => policy === document.id && !HINTED.has(code));
  return own.filter((finding) => !isTold(finding, known, own)).map((finding) => problemOf(finding, document, text));
}

/** A direction that admits nobody is told by the peer that finds nobody, where one was named. */
function isTold({ code, path }: Finding, known: readonly Problem[], own: readonly Finding[]): boolean {
  if (code === 'own-namespace-only') return known.some((problem) => problem.path === path);
  if (code !== 'admits-nothing') return false;
  return (
    known.some((problem) => problem.path?.startsWith(path)) ||
    own.some((other) => other.path !== path && other.path.startsWith(path) && other.severity === 'warning')
  );
}

function problemOf({ code, severity, path, sentence, fix }: Finding, document: PolicyDocument, text: string): Problem {
  const edits = fix?.policy ? editsTowards(text, document, fix.policy) : [];
  return {
    code: `finding/${code}`,
    severity: severity === 'error' ? 'warning' : severity,
    message: sentence,
    path,
    range: document.locate(path),
    ...(fix && edits.length > 0 && { fixes: [{ title: fix.label, edits }] }),
  };
}
