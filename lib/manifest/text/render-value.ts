import { Document } from 'yaml';
import { DIALECT } from '../yaml/yaml-dialect.ts';

/** A part of a policy as YAML, line by line; none where there is nothing. */
export function renderValue(value: unknown): readonly string[] {
  if (value === undefined) return [];
  const document = new Document(value, { ...DIALECT, compat: 'core', aliasDuplicateObjects: false });
  return document.toString({ lineWidth: 0, directives: false, indentSeq: false }).trimEnd().split('\n');
}
