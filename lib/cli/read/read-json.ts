/** JSON documents of a text, one or several one after the other, as kubectl takes them. */

import type { InputProblem } from '../problem.ts';
import { type ReadDocument, stepsOf } from './document.ts';
import { deeperThan, endOfValue, JsonPlaces, skipSpace } from './json-places.ts';
import { MOST_DOCUMENTS, tooMany } from './limits.ts';
import { LineBreaks } from './line-breaks.ts';
import type { PassedOver } from './passed-over.ts';
import { repeatedKeys } from './repeated-keys.ts';

const DEEPEST = 1000;

export interface Reading {
  readonly documents: readonly ReadDocument[];
  readonly problems: readonly InputProblem[];
  readonly passedOver?: readonly PassedOver[];
}

/** Undefined where the text begins like JSON and is something else: YAML in braces perhaps. */
export function readJson(file: string, text: string): Reading | undefined {
  const lines = new LineBreaks(text);
  const problem = (offset: number, message: string): InputProblem => {
    return { severity: 'error', file, line: lines.lineOf(offset), message };
  };
  if (deeperThan(text, DEEPEST))
    return { documents: [], problems: [problem(0, `nested deeper than ${DEEPEST} levels`)] };
  const documents: ReadDocument[] = [];
  const problems: InputProblem[] = [];
  const take = (value: unknown, start: number, end: number) => {
    const repeated = repeatedKeys(text, start, end);
    for (const { name, offset } of repeated) {
      const message = `duplicate field ${JSON.stringify(name)}; the last counts, as with kubectl`;
      problems.push({ ...problem(offset, message), severity: 'warning' });
    }
    const places = new JsonPlaces(text, start, lines);
    documents.push({ file, value, lineOf: (path) => places.line(stepsOf(path)) });
  };
  let start = skipSpace(text, 0);
  const whole = parsed(text);
  if (whole) {
    take(whole.value, start, text.length);
    return { documents, problems };
  }
  while (start < text.length) {
    // What separates documents of YAML.
    if (text.startsWith('---', start)) return undefined;
    if (documents.length > MOST_DOCUMENTS)
      return { documents, problems: [...problems, problem(0, tooMany(lines.lineOf(start)))] };
    const end = endOfValue(text, start);
    try {
      take(JSON.parse(text.slice(start, end)), start, end);
    } catch (error) {
      if (!/\.json$/i.test(file) && documents.length === 0) return undefined;
      return { documents, problems: [...problems, fault(file, text, start, error as Error)] };
    }
    start = skipSpace(text, end);
  }
  return { documents, problems };
}

/** Undefined where it is not one document. */
function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

function fault(file: string, text: string, start: number, error: Error): InputProblem {
  const position = positionIn(error.message);
  const lines = new LineBreaks(text);
  const line = position === undefined ? firstBrokenLine(text, start) : lines.lineOf(start + position);
  const reason = error.message.replace(/ in JSON at position.*$|, (\.\.\.)?".*" is not valid JSON$/s, '');
  return { severity: 'error', file, line, message: `not valid JSON: ${reason}` };
}

function positionIn(message: string): number | undefined {
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? undefined : Number(position);
}

/** The parser does not always tell: the first line up to which the text is more than unfinished. */
function firstBrokenLine(text: string, start: number): number {
  const lines = text.split('\n');
  let [low, high] = [new LineBreaks(text).lineOf(start), lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const part = lines.slice(0, middle).join('\n').slice(start);
    if (isUnfinished(part)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isUnfinished(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    const { message } = error as Error;
    return message.startsWith('Unexpected end') || (positionIn(message) ?? -1) >= text.length;
  }
}
