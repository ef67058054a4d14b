/** Problems as lines `file:line: reason`. */

import { visible } from '#terminal';
import type { InputProblem } from './problem.ts';

/** A value that is quoted may be megabytes long, and a file wrong in every line. */
const LONGEST_MESSAGE = 1000;
const MOST_PER_FILE = 1000;

export function problemLines(problems: readonly InputProblem[]): string {
  const counts = new Map<string, number>();
  const lines: string[] = [];
  for (const { severity, file, line, message } of problems) {
    const count = (counts.get(file) ?? 0) + 1;
    counts.set(file, count);
    if (count > MOST_PER_FILE) continue;
    lines.push(`${file}:${line}: ${problemText({ severity, message })}`);
  }
  for (const [file, count] of counts) {
    if (count > MOST_PER_FILE) lines.push(`${file}: ${count - MOST_PER_FILE} more of these are not told`);
  }
  return lines.map((line) => `${visible(line)}\n`).join('');
}

/** What stands behind the place. */
export function problemText({ severity, message }: Pick<InputProblem, 'severity' | 'message'>): string {
  const clipped = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)} ...` : message;
  return `${severity === 'warning' ? 'Warning: ' : ''}${clipped}`;
}
