/** A difference of two lists in every format. */

import type { ConnectionSet, ListDiff } from '#engine';
import { visible } from '#terminal';
import type { Format } from '../arguments.ts';
import { visibleJson } from '../visible-json.ts';
import { endText, portsText } from './connections.ts';
import { toCsv, toDot, toMarkdown } from './table.ts';

const COLUMNS = ['diff-type', 'source', 'destination', 'before', 'after'];
const COLORS: Readonly<Record<string, string>> = { added: '#118833', removed: '#bb2222', changed: '#9955bb' };
const NONE: ConnectionSet = {};

/** Text is empty where nothing differs; `ref1` is before, `ref2` after. */
export function formatDiff(diff: ListDiff, format: Format): string {
  const rows = rowsOf(diff);
  switch (format) {
    case 'txt': {
      const lines = rows.map(
        ([type = '', source = '', destination = '', before = '', after = '']) =>
          `diff-type: ${type}, source: ${visible(source)}, destination: ${visible(destination)}, ref1: ${before}, ref2: ${after}\n`,
      );
      return lines.length > 0 ? `Connectivity diff:\n${lines.join('')}` : '';
    }
    case 'json':
      return `${visibleJson(diff)}\n`;
    case 'csv':
      return toCsv({ columns: COLUMNS, rows });
    case 'md':
      return toMarkdown({ columns: COLUMNS, rows });
    case 'dot':
      return toGraph(rows);
  }
}

function rowsOf({ added, removed, changed }: ListDiff): string[][] {
  const row = (type: string, source: string, destination: string, before: ConnectionSet, after: ConnectionSet) => {
    return [type, endText(source), endText(destination), portsText(before), portsText(after)];
  };
  return [
    ...changed.map(({ source, destination, before, after }) => row('changed', source, destination, before, after)),
    ...added.map(({ source, destination, ports }) => row('added', source, destination, NONE, ports)),
    ...removed.map(({ source, destination, ports }) => row('removed', source, destination, ports, NONE)),
  ];
}

function toGraph(rows: readonly (readonly string[])[]): string {
  const edges = rows.map(([type = '', from = '', to = '', before = '', after = '']) => {
    const label = type === 'added' ? after : type === 'removed' ? before : `${before} (before), ${after} (after)`;
    return { from, to, label: `${type}: ${label}`, color: COLORS[type] ?? '' };
  });
  return toDot(edges);
}
