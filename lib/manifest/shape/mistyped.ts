/** A value of the wrong type in plain words: what must stand there, what does, and how it is written. */

import type { Shape } from './policy-shape.ts';

const MUST_BE: Readonly<Record<Shape['is'], string>> = {
  text: 'must be text',
  integer: 'must be a whole number',
  boolean: 'must be true or false',
  port: 'must be a port number or the name of a port',
  list: 'must be a list (lines that begin with `- `)',
  map: 'must be labels (lines of `key: value`)',
  struct: 'must hold fields (lines of `field: value`)',
  anything: 'may be anything',
};

export function mistyped(value: unknown, shape: Shape, path: string): string {
  return `${path || 'A policy'} ${MUST_BE[shape.is]}, not ${kindOf(value, shape)}${cureOf(value, shape)}.`;
}

/** What YAML makes easy to mistake: `no` for text, and a bare number where an object with that number belongs. */
function cureOf(value: unknown, { is, type }: Shape): string {
  if (is === 'struct' && type.endsWith('NetworkPolicyPort') && typeof value === 'number') {
    return `: write \`- port: ${value}\``;
  }
  if (is !== 'text') return '';
  if (typeof value === 'number') return `: put it in quotes, "${value}"`;
  if (typeof value !== 'boolean') return '';
  return ': put it in quotes to mean text (y, n, yes, no, on and off are booleans in YAML 1.1)';
}

function kindOf(value: unknown, { is }: Shape): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return is === 'integer' ? 'text' : `the text ${JSON.stringify(shortened(value))}`;
    case 'number':
      return is === 'integer' || is === 'port' ? `the number ${value}` : 'a number';
    case 'boolean':
      return `${value}`;
    default:
      return 'fields';
  }
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
