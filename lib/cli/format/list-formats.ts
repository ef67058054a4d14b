/** A list of connections in every format. */

import type { ConnectionRow } from '#engine';
import type { Format } from '../arguments.ts';
import { visible, visibleJson } from '../visible.ts';
import { endText, portsText } from './connections.ts';
import { toCsv, toDot, toMarkdown } from './table.ts';

export function formatList(rows: readonly ConnectionRow[], format: Format): string {
  const texts = portTexts();
  const cells = () =>
    rows.map(({ source, destination, ports }) => [endText(source), endText(destination), texts(ports)]);
  const table = () => ({ columns: ['source', 'destination', 'connections'], rows: sorted(cells()) });
  switch (format) {
    case 'txt':
      return sorted(cells())
        .map(([from = '', to = '', ports = '']) => `${visible(from)} => ${visible(to)} : ${ports}\n`)
        .join('');
    case 'json':
      return `${visibleJson({ connections: rows })}\n`;
    case 'csv':
      return toCsv(table());
    case 'md':
      return toMarkdown(table());
    case 'dot': {
      const edges = sorted(cells()).map(([from = '', to = '', label = '']) => ({ from, to, label }));
      return toDot([...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort(), edges);
    }
  }
}

/** Most rows share their ports with others. */
function portTexts(): (ports: ConnectionRow['ports']) => string {
  const known = new WeakMap<object, string>();
  return (ports) => {
    const found = known.get(ports) ?? portsText(ports);
    known.set(ports, found);
    return found;
  };
}

/** By code unit, so that every run gives the same lines. */
function sorted(cells: string[][]): string[][] {
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return cells.sort((a, b) => order(a[0] ?? '', b[0] ?? '') || order(a[1] ?? '', b[1] ?? ''));
}
