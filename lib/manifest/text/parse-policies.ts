/** A text to the policies in it, with everything that is wrong as data. Never throws, whatever the text. */

import { type Document, isScalar, type LineCounter } from 'yaml';
import { type NetworkPolicy, networkPolicyId, type PolicyId } from '#engine';
import type { Problem, TextRange } from '../problems/problem.ts';
import { policyFaults } from '../validate/policy-faults.ts';
import { locate, type TextSpan } from '../yaml/locate.ts';
import { asFields, asText, member } from '../yaml/plain-value.ts';
import { readYaml, type YamlReading } from '../yaml/read-yaml.ts';
import { textRange } from '../yaml/text-range.ts';
import { MAX_ALIASES } from '../yaml/yaml-dialect.ts';
import { yamlFaults } from '../yaml/yaml-faults.ts';
import type { ParseOptions, PolicyDocument } from './policy-document.ts';

/** Documents that hold nothing are left out, as kubectl does; a text without any gives one document that says so. */
export function parsePolicies(text: string, options: ParseOptions): readonly PolicyDocument[] {
  const reading = readYaml(text);
  const found = reading.documents.filter((document) => document.errors.length > 0 || !isEmpty(document));
  const documents = withoutRepeats(
    found.map((document, index) => readDocument(document, index, text, reading, options)),
  );
  const limit = limitDocument(text, reading, documents.length);
  if (limit) return [...documents, limit];
  return documents.length > 0 ? documents : [emptyDocument(reading.lines)];
}

function readDocument(
  document: Document.Parsed,
  index: number,
  text: string,
  { lines }: YamlReading,
  options: ParseOptions,
): PolicyDocument {
  const rangeOf = (span: TextSpan): TextRange => textRange(lines, span.start, lineEnd(text, span));
  const place = (path: string): TextRange => rangeOf(locate(document, path));
  const [start, , end] = document.range;
  const base = { index, range: textRange(lines, start, end), locate: place };
  const lineOf = (offset: number) => lines.linePos(visibleSpan({ start: offset, end: offset }, text).start).line;
  const problems: Problem[] = yamlFaults(document, text, lineOf).map(({ start: from, end: to, ...fault }) => ({
    ...fault,
    range: rangeOf(visibleSpan({ start: from, end: to }, text)),
  }));
  const value = plainJson(document);
  if ('fault' in value) problems.push(aliasProblem(value.fault, text, rangeOf));
  if ('fault' in value || document.errors.length > 0) return { ...base, problems };
  const { json } = value;
  for (const { key, path, ...fault } of policyFaults(json)) {
    problems.push({ ...fault, path, range: key ? rangeOf(locate(document, path, 'key')) : place(path) });
  }
  const id = idOf(json, options);
  const policy = judgeable(json, problems, options);
  return { ...base, json, problems, ...(id && { id }), ...(policy && { policy }) };
}

/** Undefined for anything but a NetworkPolicy, and without a name. */
function idOf(json: unknown, options: ParseOptions): PolicyId | undefined {
  const fields = asFields(json);
  const metadata = asFields(member(fields, 'metadata'));
  const name = asText(member(metadata, 'name'));
  if (!name || member(fields, 'kind') !== 'NetworkPolicy') return undefined;
  return networkPolicyId(asText(member(metadata, 'namespace')) || options.defaultNamespace, name);
}

/** A policy without an error in what it means: one in its labels or annotations changes nothing of that. */
function judgeable(json: unknown, problems: readonly Problem[], options: ParseOptions): NetworkPolicy | undefined {
  const harmless = /^metadata\.(labels|annotations)/;
  if (problems.some(({ severity, path }) => severity === 'error' && !harmless.test(path ?? ''))) return undefined;
  const fields = asFields(json);
  const metadata = asFields(member(fields, 'metadata'));
  const namespace = asText(member(metadata, 'namespace')) || options.defaultNamespace;
  // The decoder found no wrong type, so that this is what it says.
  return { ...fields, metadata: { ...metadata, namespace } } as unknown as NetworkPolicy;
}

function plainJson(document: Document.Parsed): { json: unknown } | { fault: string } {
  try {
    return { json: document.toJS({ maxAliasCount: MAX_ALIASES }) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'An alias cannot be followed.' };
  }
}

/** An alias without an anchor is marked where it stands; too many of them, at the top of the document. */
function aliasProblem(fault: string, text: string, rangeOf: (span: TextSpan) => TextRange): Problem {
  const name = /Unresolved alias .*: (.+)$/.exec(fault)?.[1];
  const start = name === undefined ? 0 : Math.max(0, text.indexOf(`*${name}`));
  const range = rangeOf({ start, end: name === undefined ? text.length : start + name.length + 1 });
  const message = name === undefined ? fault : `yaml: unknown anchor '${name}' referenced`;
  return { code: 'yaml/aliases', severity: 'error', message, range };
}

/** Two documents with one name: the server would keep the last, so that the second is refused here. */
function withoutRepeats(documents: readonly PolicyDocument[]): readonly PolicyDocument[] {
  const seen = new Set<string>();
  return documents.map((document) => {
    const { policy: _policy, id, ...rest } = document;
    if (!id || !seen.has(id)) {
      if (id) seen.add(id);
      return document;
    }
    const path = 'metadata.name';
    const message = `${id} stands in this text twice.`;
    const problem: Problem = { code: 'policy/twice', severity: 'error', message, path, range: document.locate(path) };
    return { ...rest, problems: [...document.problems, problem] };
  });
}

/** An error in white space is drawn under what follows on its line, or else under what stands before it. */
function visibleSpan(span: TextSpan, text: string): TextSpan {
  if (span.end > span.start && text.slice(span.start, span.end).trim() !== '') return span;
  const end = text.indexOf('\n', span.start);
  const rest = text.slice(span.start, end < 0 ? undefined : end);
  if (rest.trim() !== '') return { start: span.start + rest.search(/\S/), end: span.start + rest.trimEnd().length };
  const before = text.slice(0, span.start).trimEnd().length;
  const lineStart = text.lastIndexOf('\n', before - 1) + 1;
  const firstMark = text.slice(lineStart, before).search(/\S/);
  return firstMark < 0 ? span : { start: lineStart + firstMark, end: before };
}

/** A marker stays on the line it begins on. */
function lineEnd(text: string, span: TextSpan): number {
  const end = text.indexOf('\n', span.start);
  return end < 0 ? span.end : Math.min(span.end, end);
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && !contents.source);
}

function limitDocument(text: string, reading: YamlReading, index: number): PolicyDocument | undefined {
  if (!reading.fault) return undefined;
  const { code, message, offset } = reading.fault;
  const end = Math.min(text.length, offset + 1);
  const range = textRange(reading.lines, Math.min(offset, end), end);
  return { index, range, problems: [{ code, severity: 'error', message, range }], locate: () => range };
}

function emptyDocument(lines: LineCounter): PolicyDocument {
  const range = textRange(lines, 0, 0);
  const message = 'There is no policy in this text yet.';
  const problem: Problem = { code: 'policy/empty', severity: 'error', message, range };
  return { index: 0, range, problems: [problem], locate: () => range };
}
