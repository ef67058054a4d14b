/** Findings in every format, in the words of the screens. */

import { type Finding, type Impact, impactWords, tell } from '#findings';
import { visible } from '#terminal';
import type { Format } from '../arguments.ts';
import { visibleJson } from '../visible-json.ts';
import { toCsv, toDot, toMarkdown } from './table.ts';

/** With the place in the input, where it is known. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly file?: string;
  readonly line?: number;
  /** Of its first fix. */
  readonly impact?: Impact;
}

const COLUMNS = ['severity', 'code', 'subject', 'path', 'place', 'title', 'sentence'];

export function formatFindings(
  findings: readonly PlacedFinding[],
  format: Format,
  unjudged: readonly string[],
): string {
  switch (format) {
    case 'txt':
      return findings.map(toLine).join('');
    case 'json':
      return `${visibleJson({ findings: findings.map(toJson), ...(unjudged.length > 0 && { unjudged }) })}\n`;
    case 'csv':
      return toCsv({ columns: COLUMNS, rows: findings.map(toRow) });
    case 'md':
      return toMarkdown({ columns: COLUMNS, rows: findings.map(toRow) });
    case 'dot': {
      const edges = findings.map(({ finding }) => ({
        from: subjectOf(finding),
        to: finding.code,
        label: finding.path,
      }));
      return toDot(edges);
    }
  }
}

function toLine(placed: PlacedFinding): string {
  const { severity, code, path, fixes } = placed.finding;
  const { title, sentence } = tell(placed.finding);
  const subject = subjectOf(placed.finding);
  const where = [subject, path].filter(Boolean).join(' ');
  const [fix] = fixes;
  const place = placeOf(placed) || subject;
  const effect = placed.impact ? ` (${impactWords(placed.impact)})` : '';
  return `${visible(`${place}: ${severity}: ${title}. ${sentence} (${where}) [${code}]${fix ? ` Fix: ${fix.label}${effect}.` : ''}`)}\n`;
}

function toJson({ finding, file, line, impact }: PlacedFinding) {
  const { key: _, mark: __, ...rest } = finding;
  return { ...rest, ...tell(finding), ...(file !== undefined && { file, line }), ...(impact && { impact }) };
}

function toRow(placed: PlacedFinding): string[] {
  const { severity, code, path } = placed.finding;
  const { title, sentence } = tell(placed.finding);
  return [severity, code, subjectOf(placed.finding), path, placeOf(placed), title, sentence];
}

function placeOf({ file, line }: PlacedFinding): string {
  return file === undefined ? '' : `${file}:${line}`;
}

function subjectOf({ policy, workload, namespace }: Finding): string {
  return policy ?? workload ?? namespace;
}
