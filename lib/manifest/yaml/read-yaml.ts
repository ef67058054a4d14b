/** Text to YAML documents within limits of size, number, depth and time. Never throws. */

import { Composer, type Document, Lexer, LineCounter, Parser } from 'yaml';
import type { LimitCode } from '../problems/problem-code.ts';
import { DIALECT } from './yaml-dialect.ts';

export interface YamlLimits {
  readonly bytes: number;
  readonly documents: number;
  /** Levels of nesting. */
  readonly depth: number;
  /** Keys and values. */
  readonly nodes: number;
}

/** Of a text that is read anew at every key stroke. */
const LIMITS: YamlLimits = { bytes: 512 * 1024, documents: 100, depth: 64, nodes: 20_000 };

export interface YamlReading {
  readonly documents: readonly Document.Parsed[];
  readonly lines: LineCounter;
  /** A limit was passed: the reading stops there. */
  readonly fault?: { readonly code: LimitCode; readonly message: string; readonly offset: number };
}

/** A level of nesting is an item of a block or flow collection: two entries on the parser's stack. */
const STACK_PER_LEVEL = 2;
/** Not counted as nodes, besides marks: white space, comments, separators and ends. */
const UNCOUNTED = /^([ \t\r\n#]|[:,}\]]$|$)/;

/** `keepTokens`: nodes know the tokens they were made of, for whoever edits the text. */
export function readYaml(text: string, limits: YamlLimits = LIMITS, keepTokens = false): YamlReading {
  const lines = new LineCounter();
  const documents: Document.Parsed[] = [];
  const size = new TextEncoder().encode(text).length;
  if (size > limits.bytes) {
    const message = `The text has ${size} bytes; at most ${limits.bytes} (${Math.round(limits.bytes / 1024)} KiB) can be read.`;
    lines.addNewLine(0);
    return { documents, lines, fault: { code: 'yaml/too-large', message, offset: 0 } };
  }
  const parser = new Parser(lines.addNewLine);
  const composer = new Composer({ ...DIALECT, keepSourceTokens: keepTokens });
  lines.addNewLine(0);
  let nodes = 0;
  let offset = 0;
  const fault = (code: LimitCode, message: string): YamlReading => ({
    documents,
    lines,
    fault: { code, message, offset },
  });
  try {
    for (const lexeme of new Lexer().lex(text)) {
      if (!isMark(lexeme) && !UNCOUNTED.test(lexeme)) nodes++;
      if (nodes > limits.nodes)
        return fault('yaml/too-many-nodes', `More than ${limits.nodes} keys and values; the rest is not read.`);
      for (const token of parser.next(lexeme)) documents.push(...composer.next(token));
      if (documents.length > limits.documents) {
        documents.length = limits.documents;
        return fault('yaml/too-many-documents', `More than ${limits.documents} documents; the rest is not read.`);
      }
      if (parser.stack.length > limits.depth * STACK_PER_LEVEL) {
        return fault('yaml/too-deep', `Nested deeper than ${limits.depth} levels.`);
      }
      if (!isMark(lexeme)) offset += lexeme.length;
    }
    for (const token of parser.end()) documents.push(...composer.next(token));
    documents.push(...composer.end(false, text.length));
  } catch (error) {
    return fault('yaml/unreadable', error instanceof Error ? error.message : 'The text cannot be read as YAML.');
  }
  return { documents, lines };
}

/** Marks that the lexer puts between the pieces of the text. */
function isMark(lexeme: string): boolean {
  return lexeme === '\u0002' || lexeme === '\u0018' || lexeme === '\u001f';
}
