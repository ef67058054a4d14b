/**
 * YAML documents of a text, each by the quick reader, or by the whole one where the quick one gives up. A fault spoils
 * its own document only.
 */

import { type Document, isScalar } from 'yaml';
import {
  locate,
  MAX_ALIASES,
  readYaml,
  splitDocuments,
  templateIn,
  type YamlLimits,
  type YamlReading,
  yamlFaults,
} from '#manifest';
import type { InputProblem } from '../problem.ts';
import { type ReadDocument, stepsOf } from './document.ts';
import { MOST_DOCUMENTS, tooMany } from './limits.ts';
import type { PassedOver } from './passed-over.ts';
import { DEEPEST, isTooDense, readQuickly } from './quick-yaml.ts';
import type { Reading } from './read-json.ts';
import { YamlPlaces } from './yaml-places.ts';

/** Of all that only the whole reader can read in a file; it takes seconds and half a gigabyte for this much. */
const LIMITS: YamlLimits = { bytes: 4 * 1024 * 1024, documents: 10_000, depth: DEEPEST, nodes: 250_000 };

const TOO_DEEP = `nested deeper than ${DEEPEST} levels`;
const TOO_DENSE = 'so many keys and items for its size that it is no manifest: it is not read';
const tooMuch = (line: number) =>
  `more than ${LIMITS.bytes / 1024 / 1024} MiB of YAML with faults, aliases or tags: from line ${line} on it is not read`;

/** As much work as so many bytes. */
const COST_OF_DOCUMENT = 500;
/** Tabs that indent: the quick reader lets some pass that kubectl refuses. */
const TABS = /^ *\t/m;
/** A separator with nothing after it: millions of them are not worth a reader. */
const BLANK = /^(---)?[ \r\n]*$/;

export function readYamlFile(file: string, text: string): Reading {
  const documents: ReadDocument[] = [];
  const problems: InputProblem[] = [];
  const passedOver: PassedOver[] = [];
  let toRead = LIMITS.bytes;
  for (const { text: part, line } of splitDocuments(text)) {
    if (documents.length + problems.length > MOST_DOCUMENTS)
      return { documents, problems: [...problems, fault(file, 1, tooMany(line + 1))] };
    if (BLANK.test(part)) continue;
    if (isTooDense(part)) {
      problems.push(fault(file, line + 1, TOO_DENSE));
      continue;
    }
    const quick = readQuickly(part);
    const cost = part.length + COST_OF_DOCUMENT;
    if (quick && !(TABS.test(part) && cost <= toRead)) {
      if ('tooDeep' in quick) problems.push(fault(file, line + quick.tooDeep, TOO_DEEP));
      else if (quick.value !== null) documents.push(quickDocument(file, part, line, quick.value));
      continue;
    }
    toRead -= cost;
    if (toRead < 0) return { documents, problems: [...problems, fault(file, 1, tooMuch(line + 1))] };
    const whole = readWhole(file, part, line);
    const template = whole.problems.some(({ severity }) => severity === 'error')
      ? ofTemplate(file, part, line)
      : undefined;
    if (template && 'because' in template) passedOver.push(template);
    else if (template) problems.push(template);
    else {
      documents.push(...whole.documents);
      problems.push(...whole.problems);
    }
  }
  return { documents, problems, passedOver };
}

function fault(file: string, line: number, message: string): InputProblem {
  return { severity: 'error', file, line, message };
}

/** One that would make a policy is bad input: every verdict may hang on it. */
function ofTemplate(file: string, text: string, before: number): InputProblem | PassedOver | undefined {
  const template = templateIn(text);
  if (!template) return undefined;
  const line = before + template.before + 1;
  const { policy } = template;
  if (policy !== undefined)
    return fault(
      file,
      line,
      `a template of a ${policy} that is not rendered: it is not read; render it first (helm template)`,
    );
  return { file, line, because: 'a template that is not rendered is passed over: render it first (helm template)' };
}

function quickDocument(file: string, text: string, line: number, value: unknown): ReadDocument {
  let places: YamlPlaces | undefined;
  return {
    file,
    value,
    lineOf: (path) => {
      places ??= new YamlPlaces(text, DEEPEST);
      return line + places.line(stepsOf(path));
    },
  };
}

function readWhole(file: string, text: string, line: number): Reading {
  const reading = readYaml(text, LIMITS);
  const documents: ReadDocument[] = [];
  const problems: InputProblem[] = [];
  const lineAt = (offset: number) => line + Math.max(1, reading.lines.linePos(offset).line);
  const report = (offset: number, message: string, severity: InputProblem['severity'] = 'error') =>
    problems.push({ severity, file, line: lineAt(offset), message });
  for (const document of reading.documents) {
    if (document.errors.length === 0 && isEmpty(document)) continue;
    const faults = faultsOf(document, text, reading, line);
    for (const { start, message, severity } of faults) report(start, message, severity);
    if (faults.some(({ severity }) => severity === 'error')) continue;
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
  return faults.flatMap(({ severity, ...fault }) => {
    if (severity === 'info') return [];
    // kubectl takes the last, and so do verdicts.
    if (fault.code === 'yaml/duplicate-key')
      return [
        { ...fault, message: `${fault.message}; the last counts, as with kubectl`, severity: 'warning' as const },
      ];
    return [{ ...fault, severity }];
  });
}

function isEmpty({ contents }: Document.Parsed): boolean {
  return contents === null || (isScalar(contents) && contents.value === null && !contents.source);
}
