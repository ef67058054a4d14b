/** Tables as CSV and Markdown, and graphs in the language of Graphviz; every cell made harmless. */

import { visible } from '#terminal';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function toCsv({ columns, rows }: Table): string {
  return [columns, ...rows].map(csvLine).join('');
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

/** A cell that a spreadsheet would take for a formula gets an apostrophe. */
function csvCell(text: string): string {
  const plain = visible(text).replace(/^(?=[=+@-])/, "'");
  return /[",]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}

export function toMarkdown({ columns, rows }: Table): string {
  return markdownHead(columns) + rows.map(markdownLine).join('');
}

export function markdownHead(columns: readonly string[]): string {
  return markdownLine(columns) + markdownLine(columns.map(() => '---'));
}

export function markdownLine(cells: readonly string[]): string {
  return `| ${cells.map(markdownCell).join(' | ')} |\n`;
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

export function toDot(edges: readonly GraphEdge[]): string {
  const lines = edges.map(({ from, to, label, color }) => dotEdge(from, to, label, color));
  return `digraph {\n${lines.join('')}}\n`;
}

export function dotEdge(from: string, to: string, label: string, color?: string): string {
  const colored = color ? `, color=${quoted(color)}, fontcolor=${quoted(color)}` : '';
  return `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(label)}${colored}];\n`;
}

function quoted(text: string): string {
  return `"${visible(text).replace(/["\\]/g, '\\$&')}"`;
}
