/** Files and folders to objects, and all that is to be said of what was read. */

import { collectObjects } from './objects/collect-objects.ts';
import type { ManifestObject } from './objects/manifest-object.ts';
import type { InputProblem } from './problem.ts';
import type { Progress } from './progress.ts';
import { summarise } from './read/passed-over.ts';
import { readFiles } from './read/read-files.ts';

export interface ManifestReading {
  readonly objects: readonly ManifestObject[];
  /** File by file, from top to bottom. */
  readonly problems: readonly InputProblem[];
}

export function readManifests(paths: readonly string[], progress: Progress): ManifestReading {
  const { documents, problems, passedOver } = readFiles(paths, progress);
  progress(`checking ${documents.length} documents`);
  const collected = collectObjects(documents);
  const all = [...problems, ...collected.problems, ...summarise([...passedOver, ...collected.passedOver])];
  if (collected.objects.length === 0 && !all.some(({ severity }) => severity === 'error')) {
    all.push({ severity: 'error', file: paths.join(' '), line: 1, message: 'there is no object in it' });
  }
  return { objects: collected.objects, problems: inOrder(all) };
}

function inOrder(problems: readonly InputProblem[]): InputProblem[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const rank = new Map(files.map((file, at) => [file, at]));
  return problems.toSorted((a, b) => (rank.get(a.file) ?? 0) - (rank.get(b.file) ?? 0) || a.line - b.line);
}
