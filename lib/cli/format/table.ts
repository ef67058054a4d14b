/** Tables as CSV and Markdown, and graphs in the language of Graphviz; every cell made harmless. */

import { visible } from '../visible.ts';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function toCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe. */
function csvCell(text: string): string {
  const plain = visible(text).replace(/^(?=[=+@-])/, "'");
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function toMarkdown({ columns, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |\n`;
  return line(columns) + line(columns.map(() => '---')) + rows.map(line).join('');
}

function markdownCell(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}<>|#~]/g, '\\$&')
    .replace(/[[\]](?=\()/g, '\\$&');
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly color?: string;
}

export function toDot(nodes: readonly string[], edges: readonly GraphEdge[]): string {
  const lines = [
    ...nodes.map((node) => `  ${quoted(node)};\n`),
    ...edges.map(({ from, to, label, color }) => {
      const colored = color ? `, color=${quoted(color)}, fontcolor=${quoted(color)}` : '';
      return `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}${colored}];\n`;
    }),
  ];
  return `digraph {\n${lines.join('')}}\n`;
}

function quoted(text: string): string {
  return `"${visible(text).replace(/["\\]/g, '\\$&')}"`;
}
