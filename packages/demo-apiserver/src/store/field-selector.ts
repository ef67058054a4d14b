/** Field selectors of list and watch requests: equality on the few fields each kind names. */

import type { Kind } from '../kinds.ts';
import { type KubeObject, valueAt } from '../kube-object.ts';
import { badRequest } from '../status.ts';

export type FieldTest = (object: KubeObject) => boolean;

export function parseFieldSelector(kind: Kind, text: string): FieldTest {
  const tests = text
    .split(/(?<!\\),/)
    .filter((part) => part !== '')
    .map((part) => parseTerm(kind, part));
  return (object) => tests.every((test) => test(object));
}

function parseTerm(kind: Kind, part: string): FieldTest {
  const match = /^([^=!]+)(!=|==|=)(.*)$/s.exec(part);
  if (match === null) throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
  const [, field = '', operator, raw = ''] = match;
  const wanted = raw.replace(/\\([,=\\])/g, '$1');
  const path = pathOf(kind, field);
  return (object) => (String(valueAt(object, ...path) ?? '') === wanted) === (operator !== '!=');
}

function pathOf(kind: Kind, field: string): readonly string[] {
  if (field === 'metadata.name') return ['metadata', 'name'];
  if (field === 'metadata.namespace') return ['metadata', 'namespace'];
  const path = Object.hasOwn(kind.selectable, field) ? kind.selectable[field] : undefined;
  if (path !== undefined) return path;
  const names = ['metadata.name', 'metadata.namespace', ...Object.keys(kind.selectable)];
  const known = names.map((name) => JSON.stringify(name)).join(', ');
  throw badRequest(`${JSON.stringify(field)} is not a known field selector: only ${known}`);
}
