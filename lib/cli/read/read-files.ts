/** Files to documents: JSON where the text begins like it, else YAML. */

import type { InputProblem } from '../problem.ts';
import type { Progress } from '../progress.ts';
import type { ReadDocument } from './document.ts';
import { findFiles } from './find-files.ts';
import type { PassedOver } from './passed-over.ts';
import { readJson } from './read-json.ts';
import { readText } from './read-text.ts';
import { readYamlFile } from './read-yaml-file.ts';

export interface InputReading {
  readonly documents: readonly ReadDocument[];
  readonly problems: readonly InputProblem[];
  readonly passedOver: readonly PassedOver[];
}

export function readFiles(paths: readonly string[], progress: Progress): InputReading {
  const found = findFiles(paths);
  const documents: ReadDocument[] = [];
  const problems: InputProblem[] = [...found.problems];
  const passedOver: PassedOver[] = [];
  for (const [at, file] of found.files.entries()) {
    progress(`reading file ${at + 1} of ${found.files.length}`);
    const read = readText(file);
    if ('fault' in read) {
      problems.push({ severity: 'error', file, line: 1, message: read.fault });
      continue;
    }
    const reading = (/^\s*[{[]/.test(read.text) && readJson(file, read.text)) || readYamlFile(file, read.text);
    for (const document of reading.documents) documents.push(document);
    problems.push(...reading.problems);
    passedOver.push(...(reading.passedOver ?? []));
  }
  return { documents, problems, passedOver };
}
