/** One verdict with its reasons in every format. */

import type { Decision, Direction, DirectionReasons, LayerReasons, NearestMiss, NetworkPolicy, RuleRef } from '#engine';
import { renderPolicy } from '#manifest';
import { visible } from '#terminal';
import type { Format } from '../arguments.ts';
import { visibleJson } from '../visible-json.ts';
import { PARTIAL } from './connections.ts';
import { explanationJson } from './explain-json.ts';
import type { FixEffect } from './fix-effect.ts';
import { toCsv, toDot, toMarkdown } from './table.ts';

const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];
const COLORS = { allowed: '#118833', denied: '#bb2222', unknown: '#9955bb' } as const;

/** What would admit what is denied: none where nothing is denied or no policy could help. */
export interface ExplainedFix {
  readonly policies: readonly NetworkPolicy[];
  readonly effect?: FixEffect;
}

export function formatExplanation(decision: Decision, { policies: fix, effect }: ExplainedFix, format: Format): string {
  const { question, verdict } = decision;
  switch (format) {
    case 'txt':
      return toText(decision, fix);
    case 'json':
      return `${visibleJson(explanationJson(decision, fix, effect))}\n`;
    case 'csv':
      return toCsv(toTable(decision));
    case 'md':
      return toMarkdown(toTable(decision));
    case 'dot': {
      const [from, to] = [question.source, question.destination];
      return toDot([{ from, to, label: `${askedText(decision)}: ${verdictText(decision)}`, color: COLORS[verdict] }]);
    }
  }
}

/** The verdict of a question about several pods is that of the pair that may most. */
function verdictText({ verdict, partial }: Decision): string {
  return partial ? `${verdict} ${PARTIAL}` : verdict;
}

function toTable(decision: Decision) {
  const rows = DIRECTIONS.map((direction) => {
    const { isolatedBy, admittedBy } = decision[direction];
    return [verdictText(decision), direction, isolatedBy.join(' '), admittedBy.map(ruleText).join(' ')];
  });
  return { columns: ['verdict', 'direction', 'isolated by', 'admitted by'], rows };
}

function toText(decision: Decision, fix: readonly NetworkPolicy[]): string {
  const { question, because, decidedBy = [] } = decision;
  const lines = [
    `${question.source} => ${question.destination}, ${askedText(decision)}: ${verdictText(decision)}`,
    ...partialLines(decision),
    ...(because ? [`  because ${because}`] : []),
    ...(decidedBy.length > 0 ? [`  it hangs on the profile: ${decidedBy.join(', ')}`] : []),
    ...DIRECTIONS.flatMap((direction) => sideLines(decision[direction])),
  ];
  const text = lines.map((line) => `${visible(line)}\n`).join('');
  if (fix.length === 0) return text;
  return `${text}\nThis would admit it:\n\n${fix.map(yamlText).join('---\n')}`;
}

function partialLines({ partial }: Decision): string[] {
  if (!partial) return [];
  const { pairs, allowed, others } = partial;
  const left = pairs - allowed - others.length;
  return [
    `  partial: allowed between ${allowed} of ${pairs} pairs of pods`,
    ...others.map(({ source, destination, verdict }) => `    ${source} => ${destination}: ${verdict}`),
    ...(left > 0 ? [`    and ${left} more`] : []),
  ];
}

/** Line by line, so that the breaks of lines stay. */
function yamlText(policy: NetworkPolicy): string {
  return renderPolicy(policy).split('\n').map(visible).join('\n');
}

function sideLines({ direction, layers }: DirectionReasons): string[] {
  if (layers.length === 0) return [`  ${direction}: no policy isolates`];
  return layers.flatMap((layer) => layerLines(layer, direction));
}

function layerLines(reasons: LayerReasons, direction: Direction): string[] {
  const { layer, says, closes, policies, admittedBy, deniedBy, nearestMiss } = reasons;
  const where = layer === 'network-policy' ? direction : `${direction}, ${layer}`;
  if (says === 'not-asked') return [`  ${where}: not asked, decided before`];
  const admitted = admittedBy.length > 0 ? `admitted by ${admittedBy.map(ruleText).join(', ')}` : 'admitted by no rule';
  const miss = admittedBy.length === 0 && nearestMiss ? missLines(nearestMiss) : [];
  if (closes) return [`  ${where}: isolated by ${policies.join(', ')}; ${admitted}`, ...miss];
  if (admittedBy.length > 0) return [`  ${where}: ${admitted}`];
  return [`  ${where}: ${deniedBy.length > 0 ? `denied by ${deniedBy.map(ruleText).join(', ')}` : 'passed on'}`];
}

function missLines({ rule, terms }: NearestMiss): string[] {
  const failed = terms.filter(({ matches }) => !matches);
  return [
    `    nearest: ${ruleText(rule)}`,
    ...failed.map(({ path, wants, has }) => `      ${path}: wants ${wants}, has ${has}`),
  ];
}

function ruleText({ policy, direction, rule }: RuleRef): string {
  return `${policy} spec.${direction}[${rule}]`;
}

function askedText({ question: { protocol, port } }: Decision): string {
  if (port !== undefined) return `${protocol ?? 'any protocol'} ${port}`;
  return protocol ? `any ${protocol} port` : 'any port';
}
