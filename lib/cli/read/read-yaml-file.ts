/**
 * YAML documents of a text, each by the quick reader, or by the whole one where the quick one gives up. A fault spoils
 * its own document only.
 */

import { type Document, isScalar } from 'yaml';
import { locate, MAX_ALIASES, readYaml, type YamlLimits, type YamlReading, yamlFaults } from '#manifest';
import type { Problem } from '../problem.ts';
import { type ReadDocument, stepsOf } from './document.ts';
import { PlainScalars } from './plain-scalar.ts';
import { type Places, readQuickly } from './quick-yaml.ts';
import type { Reading } from './read-json.ts';

/** Of all that only the whole reader can read in a file; it takes seconds and half a gigabyte for this much. */
const LIMITS: YamlLimits = { bytes: 4 * 1024 * 1024, documents: 10_000, depth: 200, nodes: 250_000 };

/** As much work as so many bytes. */
const COST_OF_DOCUMENT = 500;

export function readYamlFile(file: string, text: string): Reading {
  const scalars = new PlainScalars();
  const documents: ReadDocument[] = [];
  const problems: Problem[] = [];
  let toRead = LIMITS.bytes;
  for (const { text: part, line } of splitDocuments(text)) {
    const quick = readQuickly(part, scalars);
    if (quick) {
      if (quick.value !== null) documents.push(quickDocument(file, part, line, quick.value, scalars));
      continue;
    }
    toRead -= part.length + COST_OF_DOCUMENT;
    const whole = toRead < 0 ? tooMuch(file, line) : readWhole(file, part, line);
    documents.push(...whole.documents);
    problems.push(...whole.problems);
    if (toRead < 0) break;
  }
  return { documents, problems };
}

/** At `---` at the beginning of a line, as kubectl does; a text with directives or `...` is left whole. */
function splitDocuments(text: string): { text: string; line: number }[] {
  if (/^(%|\.\.\.\s*$)/m.test(text)) return [{ text, line: 0 }];
  const parts: { text: string; line: number }[] = [];
  let start = 0;
  let line = 0;
  for (const { index } of text.matchAll(/^---(?=[ \t\r\n]|$)/gm)) {
    if (index === start) continue;
    const part = text.slice(start, index);
    parts.push({ text: part, line });
    for (let at = part.indexOf('\n'); at >= 0; at = part.indexOf('\n', at + 1)) line++;
    start = index;
  }
  return [...parts, { text: text.slice(start), line }];
}

function quickDocument(file: string, text: string, line: number, value: unknown, scalars: PlainScalars): ReadDocument {
  let kept: { root: unknown; places: Places; first: number } | undefined;
  const lineOf = (path: string): number => {
    if (!kept) {
      const places: Places = new Map();
      const root = readQuickly(text, scalars, places)?.value;
      kept = { places, root, first: linesBefore(text) };
    }
    let here = kept.root;
    let found = kept.first;
    for (const step of stepsOf(path)) {
      const place = typeof here === 'object' && here !== null ? kept.places.get(here)?.get(step) : undefined;
      if (place === undefined) break;
      found = place;
      here = (here as Record<string | number, unknown>)[step];
    }
    return line + found;
  };
  return { file, value, lineOf };
}

/** The line, from 1, on which a document begins to say something. */
function linesBefore(text: string): number {
  const lines = text.split('\n', 1000);
  const first = lines.findIndex((line) => !/^(---(\s.*)?|\s*(#.*)?)$/.test(line.slice(0, 200)));
  return first < 0 ? 1 : first + 1;
}

function tooMuch(file: string, line: number): Reading {
  const message = `more than ${LIMITS.bytes / 1024 / 1024} MiB of unusual YAML (anchors, tags, folded texts, flow over several lines): from here on it is not read`;
  return { documents: [], problems: [{ severity: 'error', file, line: line + 1, message }] };
}

function readWhole(file: string, text: string, line: number): Reading {
  const reading = readYaml(text, LIMITS);
  const documents: ReadDocument[] = [];
  const problems: Problem[] = [];
  const lineAt = (offset: number) => line + Math.max(1, reading.lines.linePos(offset).line);
  const report = (offset: number, message: string) =>
    problems.push({ severity: 'error', file, line: lineAt(offset), message });
  for (const document of reading.documents) {
    if (document.errors.length === 0 && isEmpty(document)) continue;
    const faults = faultsOf(document, text, reading, line);
    for (const { start, message } of faults) report(start, message);
    if (faults.length > 0) continue;
    try {
      const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
      documents.push({ file, value, lineOf: (path) => lineAt(locate(document, path).start) });
    } catch (error) {
      report(document.range[0], (error as Error).message);
    }
  }
  if (reading.fault) report(reading.fault.offset, reading.fault.message);
  return { documents, problems };
}

function faultsOf(document: Document.Parsed, text: string, { lines }: YamlReading, before: number) {
  const faults = yamlFaults(document, text, (offset) => before + lines.linePos(offset).line);
  return faults.filter(({ severity }) => severity === 'error');
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && !contents.source);
}
