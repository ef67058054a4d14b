/** What is wrong or surprising in the YAML of one document, before anything is known of policies. */

import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type Scalar,
  visit,
} from 'yaml';
import type { Severity } from '../problems/problem.ts';
import { type ProblemCode, syntaxCode } from '../problems/problem-code.ts';
import type { TextSpan } from './locate.ts';
import { surprise } from './yaml-dialect.ts';
import { serverWords } from './yaml-words.ts';

export interface YamlFault extends TextSpan {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  /** What our own reader says of it, where that is more. */
  readonly detail?: string;
}

const CORE_TAG = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq|merge)$/;
const PLAIN = 'PLAIN';

export function yamlFaults(
  document: Document.Parsed,
  text: string,
  lineOf: (offset: number) => number,
): readonly YamlFault[] {
  const faults: YamlFault[] = [];
  // The first error alone, as kubectl has it: what follows is mostly its echo.
  const [error] = document.errors;
  if (error) {
    const [start, end] = error.pos;
    const words = serverWords(error.code, error.message, text.slice(0, start));
    faults.push({
      code: syntaxCode(error.code),
      severity: 'error',
      ...(words
        ? { message: `yaml: line ${lineOf(start)}: ${words}`, detail: sentence(error.message) }
        : { message: sentence(error.message) }),
      start,
      end,
    });
  }
  const anchors = new Set<string>();
  visit(document, (key, node) => {
    if (isAlias(node) && !anchors.has(node.source)) faults.push(unknownAnchor(node));
    if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) anchors.add(node.anchor);
    if (isMap(node)) faults.push(...keyFaults(node.items, lineOf));
    if (isMap(node) || isSeq(node) || isScalar(node)) faults.push(...tagFaults(node));
    if (isScalar(node) && key !== 'key') faults.push(...surprises(node));
  });
  return faults;
}

/** An anchor counts from where it stands, as readers go from top to bottom. */
function unknownAnchor(alias: Alias): YamlFault {
  return at(alias, 'yaml/aliases', 'error', `yaml: unknown anchor '${alias.source}' referenced`);
}

function tagFaults(node: Node): readonly YamlFault[] {
  const tag = isAlias(node) ? undefined : node.tag;
  return tag && !CORE_TAG.test(tag) ? [at(node, 'yaml/tag', 'error', `The tag ${tag} is not read here.`)] : [];
}

function surprises(scalar: Scalar): readonly YamlFault[] {
  const other = scalar.type === PLAIN && scalar.source ? surprise(scalar.source, scalar.value) : undefined;
  if (!other) return [];
  const value = JSON.stringify(scalar.value);
  const message = `Read as ${value}, as kubectl does (YAML 1.1); YAML 1.2 reads ${other}. Quote it to mean text.`;
  return [at(scalar, 'yaml/read-as', 'info', message)];
}

function keyFaults(pairs: readonly Pair[], lineOf: (offset: number) => number): readonly YamlFault[] {
  const seen = new Set<string>();
  const faults: YamlFault[] = [];
  for (const { key } of pairs) {
    if (!isScalar(key) || key.value === null) {
      if (isNode(key)) faults.push(at(key, 'yaml/key', 'error', 'A key must be text.'));
      continue;
    }
    const name = String(key.value);
    if (typeof key.value === 'boolean' && key.source && key.source !== name) {
      const message = `The key ${key.source} is read as ${name}, as kubectl does (YAML 1.1). Quote it to mean text.`;
      faults.push(at(key, 'yaml/key-read-as', 'warning', message));
    }
    if (seen.has(name) && name !== '<<') {
      const message = `line ${lineOf(key.range?.[0] ?? 0)}: key ${JSON.stringify(name)} already set in map`;
      faults.push(at(key, 'yaml/duplicate-key', 'error', message));
    }
    seen.add(name);
  }
  return faults;
}

function at(node: Node, code: ProblemCode, severity: Severity, message: string): YamlFault {
  return { code, severity, message, start: node.range?.[0] ?? 0, end: node.range?.[1] ?? 0 };
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}
