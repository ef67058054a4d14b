/** Label selectors: the text form of list requests and the object form of workloads. */

import { validateLabels } from '../../../../lib/manifest/index.ts';
import { isObject, listAt, objectAt, textAt } from '../kube-object.ts';
import { badRequest } from '../status.ts';

export type LabelTest = (labels: Readonly<Record<string, string>> | undefined) => boolean;

interface Requirement {
  readonly key: string;
  readonly operator: 'in' | 'notin' | 'exists' | 'absent' | 'gt' | 'lt';
  readonly values: readonly string[];
}

/** `a=b,c!=d,e in (f,g),h,!i`; a refusal with the server's words where it cannot be read. */
export function parseLabelSelector(text: string): LabelTest {
  const tokens = tokenize(text);
  const requirements: Requirement[] = [];
  while (tokens.length > 0) {
    const requirement = parseRequirement(tokens);
    checkSyntax(requirement);
    requirements.push(requirement);
    const next = tokens.shift();
    if (next === undefined) break;
    if (next !== ',') throw badRequest(`found '${next}', expected: ',' or 'end of string'`);
    if (tokens.length === 0) throw badRequest("unable to parse requirement: found '', expected: identifier after ','");
  }
  return (labels) => requirements.every((one) => meets(one, labels));
}

/** Keys and values must be such as labels may have. */
function checkSyntax({ key, values }: Requirement): void {
  const faults = [
    ...validateLabels({ [key]: '' }, '<nil>').map(({ message }) => `<nil>: ${message}`),
    ...values.flatMap((value, index) =>
      validateLabels({ a: value }, '').map(({ message }) => `values[${index}][${key}]: ${message}`),
    ),
  ];
  if (faults.length === 0) return;
  throw badRequest(`unable to parse requirement: ${faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`}`);
}

/** `matchLabels` and `matchExpressions`; an absent selector matches nothing, an empty one everything. */
export function matchSelector(selector: unknown, labels: Readonly<Record<string, string>> | undefined): boolean {
  if (!isObject(selector)) return false;
  for (const [key, value] of Object.entries(objectAt(selector, 'matchLabels'))) {
    if (labelOf(labels, key) !== value) return false;
  }
  return listAt(selector, 'matchExpressions').every((expression) => {
    const operator = OPERATORS[textAt(expression, 'operator') ?? ''];
    const values = listAt(expression, 'values').map(String);
    return operator !== undefined && meets({ key: textAt(expression, 'key') ?? '', operator, values }, labels);
  });
}

/** `spec.selector` of a Service: an empty map selects nothing. */
export function formatLabels(labels: unknown): string {
  const pairs = Object.entries(isObject(labels) ? labels : {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return pairs.length === 0 ? '<none>' : pairs.map(([key, value]) => `${key}=${String(value)}`).join(',');
}

/** As tables print a selector: `<none>` when it is empty. */
export function formatSelector(selector: unknown): string {
  const parts = Object.entries(objectAt(selector, 'matchLabels'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${String(value)}`);
  for (const expression of listAt(selector, 'matchExpressions')) {
    const key = textAt(expression, 'key') ?? '';
    const values = listAt(expression, 'values').map(String).sort().join(',');
    const operator = textAt(expression, 'operator');
    if (operator === 'Exists') parts.push(key);
    else if (operator === 'DoesNotExist') parts.push(`!${key}`);
    else parts.push(`${key} ${operator === 'NotIn' ? 'notin' : 'in'} (${values})`);
  }
  return parts.length === 0 ? '<none>' : parts.join(',');
}

const OPERATORS: Readonly<Record<string, Requirement['operator']>> = {
  In: 'in',
  NotIn: 'notin',
  Exists: 'exists',
  DoesNotExist: 'absent',
};

function labelOf(labels: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function meets(one: Requirement, labels: Readonly<Record<string, string>> | undefined): boolean {
  const value = labelOf(labels, one.key);
  switch (one.operator) {
    case 'in':
      return value !== undefined && one.values.includes(value);
    case 'notin':
      return value === undefined || !one.values.includes(value);
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'gt':
      return value !== undefined && Number(value) > Number(one.values[0]);
    case 'lt':
      return value !== undefined && Number(value) < Number(one.values[0]);
  }
}

function tokenize(text: string): string[] {
  return text.match(/==|!=|[=!,()<>]|[^\s=!,()<>]+/g) ?? [];
}

function parseRequirement(tokens: string[]): Requirement {
  const first = tokens.shift() ?? '';
  if (first === '!') return { key: word(tokens.shift()), operator: 'absent', values: [] };
  const key = word(first);
  const next = tokens[0];
  if (next === undefined || next === ',') return { key, operator: 'exists', values: [] };
  tokens.shift();
  if (next === 'in' || next === 'notin') return { key, operator: next, values: parseValues(tokens) };
  if (next === '=' || next === '==') return { key, operator: 'in', values: [value(tokens)] };
  if (next === '!=') return { key, operator: 'notin', values: [value(tokens)] };
  if (next === '>') return { key, operator: 'gt', values: [value(tokens)] };
  if (next === '<') return { key, operator: 'lt', values: [value(tokens)] };
  throw badRequest(`unable to parse requirement: found '${next}', expected: in, notin, =, ==, !=, gt, lt`);
}

function parseValues(tokens: string[]): string[] {
  const open = tokens.shift() ?? '';
  if (open !== '(') throw badRequest(`unable to parse requirement: found '${open}' expected: '('`);
  const values: string[] = [];
  for (;;) {
    const token = tokens.shift();
    if (token === undefined) throw badRequest("unable to parse requirement: found '', expected: ',' or ')'");
    if (token === ')') return values.length === 0 ? [''] : values;
    if (token !== ',') values.push(token);
  }
}

/** A value may be empty: `a=` and `a=,b`. */
function value(tokens: string[]): string {
  return tokens.length === 0 || tokens[0] === ',' ? '' : word(tokens.shift());
}

function word(token: string | undefined): string {
  if (token === undefined || /^[=!,()<>]/.test(token)) {
    throw badRequest(`unable to parse requirement: found '${token ?? ''}', expected: identifier`);
  }
  return token;
}
