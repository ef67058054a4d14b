/** Findings in every format. */

import type { Finding } from '#engine';
import { visible } from '#terminal';
import type { Format } from '../arguments.ts';
import { visibleJson } from '../visible-json.ts';
import { toCsv, toDot, toMarkdown } from './table.ts';

/** With the place in the input, where it is known. */
export type PlacedFinding = Finding & { readonly file?: string; readonly line?: number };

const COLUMNS = ['severity', 'code', 'subject', 'path', 'place', 'sentence'];

export function formatFindings(findings: readonly PlacedFinding[], format: Format): string {
  switch (format) {
    case 'txt':
      return findings.map(toLine).join('');
    case 'json':
      return `${visibleJson({ findings })}\n`;
    case 'csv':
      return toCsv({ columns: COLUMNS, rows: findings.map(toRow) });
    case 'md':
      return toMarkdown({ columns: COLUMNS, rows: findings.map(toRow) });
    case 'dot': {
      const edges = findings.map((one) => ({ from: subjectOf(one), to: one.code, label: one.path }));
      return toDot(edges);
    }
  }
}

function toLine(finding: PlacedFinding): string {
  const { severity, code, sentence, path, fix } = finding;
  const place = placeOf(finding) || subjectOf(finding);
  const where = finding.policy ? ` (${finding.policy}${path && ` ${path}`})` : '';
  return `${visible(`${place}: ${severity}: ${sentence}${where} [${code}]${fix ? ` Fix: ${fix.label}.` : ''}`)}\n`;
}

function toRow(finding: PlacedFinding): string[] {
  const { severity, code, path, sentence } = finding;
  return [severity, code, subjectOf(finding), path, placeOf(finding), sentence];
}

function placeOf({ file, line }: PlacedFinding): string {
  return file === undefined ? '' : `${file}:${line}`;
}

function subjectOf({ policy, workload }: Finding): string {
  return policy ?? workload ?? '';
}
