/** JSON documents of a text, one or several one after the other, as kubectl takes them. */

import type { Problem } from '../problem.ts';
import { type ReadDocument, stepsOf } from './document.ts';
import { deeperThan, endOfValue, JsonPlaces, lineAt, skipSpace } from './json-places.ts';

const DEEPEST = 1000;

export interface Reading {
  readonly documents: readonly ReadDocument[];
  readonly problems: readonly Problem[];
}

/** Undefined where the text begins like JSON and is something else: YAML in braces perhaps. */
export function readJson(file: string, text: string): Reading | undefined {
  if (deeperThan(text, DEEPEST)) {
    const message = `nested deeper than ${DEEPEST} levels`;
    return { documents: [], problems: [{ severity: 'error', file, line: 1, message }] };
  }
  const documents: ReadDocument[] = [];
  let start = skipSpace(text, 0);
  try {
    return { documents: [documentOf(file, text, start, JSON.parse(text))], problems: [] };
  } catch {
    // Perhaps there are several.
  }
  while (start < text.length) {
    const end = endOfValue(text, start);
    try {
      documents.push(documentOf(file, text, start, JSON.parse(text.slice(start, end))));
    } catch (error) {
      if (!/\.json$/i.test(file) && documents.length === 0) return undefined;
      return { documents, problems: [fault(file, text, start, error as Error)] };
    }
    start = skipSpace(text, end);
  }
  return { documents, problems: [] };
}

function documentOf(file: string, text: string, start: number, value: unknown): ReadDocument {
  const places = new JsonPlaces(text, start);
  return { file, value, lineOf: (path) => places.line(stepsOf(path)) };
}

function fault(file: string, text: string, start: number, error: Error): Problem {
  const position = positionIn(error.message);
  const line = position === undefined ? firstBrokenLine(text, start) : lineAt(text, start + position);
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
  let [low, high] = [lineAt(text, start), lines.length];
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
