/** A term of a rule for a table of three columns: the part with its label, what the rule wants, what the peer has. */

import { type Condition, labelName } from '#engine';

export interface TermWords {
  /** `Namespace name`, `Pod component`, `Port`. */
  readonly part: string;
  /** The whole label key, where the part names its end only. */
  readonly key?: string;
  readonly wants: string;
  readonly has: string;
}

const PARTS: Readonly<Record<Condition['part'], string>> = {
  namespace: 'Namespace',
  pod: 'Pod',
  address: 'Address',
  port: 'Port',
  protocol: 'Protocol',
  direction: 'Direction',
};

/** The key stands once, in the part, rather than in both columns. */
export function termWords({ part, wants, has }: Condition): TermWords {
  const key = keyOf(wants, has);
  if (key === undefined) return { part: PARTS[part], wants, has };
  const short = key === 'kubernetes.io/metadata.name' ? 'name' : labelName(key);
  return { part: `${PARTS[part]} ${short}`, key, wants: without(wants, key), has: without(has, key) };
}

/** Label keys hold neither spaces nor equal signs, so the first word of either text gives it away. */
function keyOf(wants: string, has: string): string | undefined {
  if (has.startsWith('no label ')) return has.slice('no label '.length);
  const equals = has.indexOf('=');
  const key = equals > 0 ? has.slice(0, equals) : undefined;
  return key !== undefined && wants.includes(key) ? key : undefined;
}

function without(text: string, key: string): string {
  if (text === `no label ${key}`) return 'no such label';
  if (text === `a label ${key}`) return 'any value';
  if (text.startsWith(`${key}=`)) return text.slice(key.length + 1) || '(empty)';
  return text.startsWith(`${key} `) ? text.slice(key.length + 1) : text;
}
