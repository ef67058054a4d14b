/** One recorded exchange with a real API server, as a file of the fixtures holds it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../kube-object.ts';

export interface Recording {
  readonly name: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly contentType?: string;
    readonly accept?: string;
    readonly as: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | readonly string[]>>;
    readonly body?: unknown;
    readonly events?: readonly JsonObject[];
  };
}

const FOLDER = join(import.meta.dirname, '..', 'fixtures', 'kube-apiserver');

/** In the order they were made. */
export function recordingNames(): readonly string[] {
  const index = readFileSync(join(FOLDER, 'INDEX.md'), 'utf8');
  return [...index.matchAll(/^\| ([a-z0-9-]+) +\| \d+ +\|/gm)].map(([, name]) => name ?? '');
}

export function readRecording(name: string): Recording {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Recording;
}
