/** From the paths of the command line to the files to read: folders are walked, whatever is named is read. */

import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { InputProblem } from '../problem.ts';

const MANIFEST = /\.(ya?ml|json)$/i;
const DEEPEST = 64;

export interface FoundFiles {
  /** In the order given, those of a folder by name; each once. `-` is standard input. */
  readonly files: readonly string[];
  readonly problems: readonly InputProblem[];
}

export function findFiles(paths: readonly string[]): FoundFiles {
  const files: string[] = [];
  const problems: InputProblem[] = [];
  const seen = new Set<string>();
  const walk = (path: string, depth: number): void => {
    try {
      const stats = statSync(path);
      const real = realPath(path);
      if (seen.has(real)) return;
      seen.add(real);
      if (!stats.isDirectory()) {
        // A pipe is read where it is named; in a folder it may wait for ever.
        if (depth === 0 || stats.isFile()) files.push(path);
        return;
      }
      if (depth > DEEPEST) throw new Error(`more than ${DEEPEST} folders deep`);
      for (const name of readdirSync(path).sort()) {
        if (name.startsWith('.') || name === 'node_modules') continue;
        const entry = join(path, name);
        if (MANIFEST.test(name) || statSync(entry, { throwIfNoEntry: false })?.isDirectory()) walk(entry, depth + 1);
      }
    } catch (error) {
      problems.push({ severity: 'error', file: path, line: 1, message: whyNot(error) });
    }
  };
  for (const path of paths) {
    if (path !== '-') walk(path, 0);
    else if (!files.includes('-')) files.push('-');
  }
  return { files, problems };
}

/** A pipe that the shell makes, as for `<(...)`, has none. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The system's reason in a few words. */
export function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const known: Record<string, string> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'it may not be read',
    ELOOP: 'its links lead in a circle',
    EISDIR: 'it is a folder',
  };
  return (code && known[code]) || message;
}
