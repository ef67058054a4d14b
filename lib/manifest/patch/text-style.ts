/** How a text is written: line ends, indentation, braces. What is added to it is written alike. */

import { type Document, isMap, isScalar, isSeq, Document as NewDocument, type Node, visit } from 'yaml';
import { DIALECT } from '../yaml/yaml-dialect.ts';
import { columnOf } from './text-places.ts';

export interface TextStyle {
  readonly eol: '\n' | '\r\n';
  /** Columns of one level. */
  readonly step: number;
  /** Items of a list stand further in than its key. */
  readonly indentSeq: boolean;
  /** `{ a: b }` rather than `{a: b}`. */
  readonly padded: boolean;
  /** The whole document is JSON. */
  readonly json: boolean;
}

export function styleOf(text: string, document: Document.Parsed): TextStyle {
  let step: number | undefined;
  let indentSeq: boolean | undefined;
  visit(document, {
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || !key.range) return;
      const column = columnOf(text, key.range[0]);
      if (isMap(value) && !value.flow && value.range) step ??= columnOf(text, value.range[0]) - column;
      if (isSeq(value) && !value.flow && value.range) indentSeq ??= columnOf(text, value.range[0]) > column;
    },
  });
  const first = isMap(document.contents) ? document.contents.items[0]?.key : undefined;
  return {
    eol: text.includes('\r\n') ? '\r\n' : '\n',
    step: step !== undefined && step > 0 ? step : 2,
    indentSeq: indentSeq ?? false,
    padded: /[{[] +[^\s}\]]/.test(text),
    json:
      isMap(document.contents) && document.contents.flow === true && isScalar(first) && first.type === 'QUOTE_DOUBLE',
  };
}

/** Lines without indentation of their own, and without the last line end. */
export function blockLines(value: unknown, style: TextStyle): readonly string[] {
  return written(newDocument(value), style).replace(/\n$/, '').split('\n');
}

/** On one line, as it stands within braces; without braces for a scalar. */
export function inlineText(value: unknown, style: TextStyle): string {
  if (style.json) return JSON.stringify(value);
  const document = newDocument(value);
  visit(document, {
    Collection: (_, node) => {
      node.flow = true;
    },
  });
  return written(document, style).trimEnd();
}

/** The text of a scalar in the quotes that another one has there. */
export function scalarText(value: unknown, like: Node | null, style: TextStyle): string {
  const document = newDocument(value);
  if (typeof value === 'string' && isScalar(like) && isScalar(document.contents) && /^QUOTE/.test(like.type ?? '')) {
    document.contents.type = like.type as 'QUOTE_SINGLE' | 'QUOTE_DOUBLE';
  }
  return style.json ? JSON.stringify(value) : written(document, style).trimEnd();
}

function newDocument(value: unknown) {
  return new NewDocument(value, { ...DIALECT, compat: 'core', aliasDuplicateObjects: false });
}

function written(document: NewDocument, { step, indentSeq, padded }: TextStyle): string {
  return document.toString({ lineWidth: 0, directives: false, indent: step, indentSeq, flowCollectionPadding: padded });
}
