/** A list of connections in every format, piece by piece. */

import type { ConnectionRow } from '#engine';
import { visible } from '#terminal';
import type { Format } from '../arguments.ts';
import { visibleJson } from '../visible-json.ts';
import { endText, portsText, rowText } from './connections.ts';
import { csvLine, dotEdge, markdownHead, markdownLine } from './table.ts';

const COLUMNS = ['source', 'destination', 'connections'];
const LONG_PIECE = 1 << 20;

/** Rows by source and destination, so that every run gives the same lines; `unjudged` by name. */
export function formatList(
  rows: readonly ConnectionRow[],
  format: Format,
  unjudged: readonly string[],
): Iterable<string> {
  const sorted = rows.toSorted((a, b) => order(a.source, b.source) || order(a.destination, b.destination));
  const [ends, whole] = [remembered(endText), remembered(portsText)];
  const ports = (row: ConnectionRow) => (row.partial || row.unknown ? rowText(row.ports, row) : whole(row.ports));
  const cells = (row: ConnectionRow) => [ends(row.source), ends(row.destination), ports(row)];
  switch (format) {
    case 'txt': {
      const shown = remembered((end: string) => visible(endText(end)));
      return pieces(sorted, (row) => `${shown(row.source)} => ${shown(row.destination)} : ${ports(row)}\n`);
    }
    case 'json':
      return framed('{"connections":[\n', pieces(sorted, jsonRow(sorted.length)), `]${jsonTail(unjudged)}}\n`);
    case 'csv':
      return framed(
        csvLine(COLUMNS),
        pieces(sorted, (row) => csvLine(cells(row))),
        '',
      );
    case 'md':
      return framed(
        markdownHead(COLUMNS),
        pieces(sorted, (row) => markdownLine(cells(row))),
        '',
      );
    case 'dot':
      return framed(
        'digraph {\n',
        pieces(sorted, (row) => dotEdge(...(cells(row) as [string, string, string]))),
        '}\n',
      );
  }
}

/** Policies that are not judged: for want of them rows may be missing too. */
function jsonTail(unjudged: readonly string[]): string {
  return unjudged.length === 0 ? '' : `,"unjudged":${visibleJson(unjudged, 0)}`;
}

/** The ports of a row may be thousands, and many rows have the same. */
function jsonRow(count: number): (row: ConnectionRow, at: number) => string {
  const text = remembered((value: unknown) => visibleJson(value, 0));
  return ({ source, destination, ports, ...marks }, at) => {
    const members = Object.entries(marks).map(([name, value]) => `,"${name}":${text(value)}`);
    const row = `{"source":${text(source)},"destination":${text(destination)},"ports":${text(ports)}${members.join('')}}`;
    return `${row}${at + 1 < count ? ',' : ''}\n`;
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Most rows share their ends and their ports with others. */
function remembered<T>(make: (from: T) => string): (from: T) => string {
  const known = new Map<T, string>();
  return (from) => {
    const text = known.get(from) ?? make(from);
    known.set(from, text);
    return text;
  };
}

function* framed(head: string, body: Iterable<string>, foot: string): Iterable<string> {
  yield head;
  yield* body;
  yield foot;
}

/** A piece ends where it is long: some rows are as long as thousands of others, and a string has an end. */
function* pieces(rows: readonly ConnectionRow[], toText: (row: ConnectionRow, at: number) => string): Iterable<string> {
  let piece = '';
  for (const [at, row] of rows.entries()) {
    piece += toText(row, at);
    if (piece.length < LONG_PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}
