/** What a real API server (1.34) answered, recorded once: tests of both sides of the wire are held to it. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

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
    readonly events?: readonly Readonly<Record<string, unknown>>[];
  };
}

const FOLDER = join(import.meta.dirname, 'kube-apiserver');

/** In the order they were made. */
export function recordingNames(): readonly string[] {
  const index = readFileSync(join(FOLDER, 'INDEX.md'), 'utf8');
  return [...index.matchAll(/^\| ([a-z0-9-]+) +\| \d+ +\|/gm)].map(([, name]) => name ?? '');
}

/** Those whose name begins so, sorted by name. */
export function recordingsNamed(prefix: string): readonly Recording[] {
  return recordingNames()
    .filter((name) => name.startsWith(prefix))
    .sort()
    .map(readRecording);
}

export function readRecording(name: string): Recording {
  return JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8')) as Recording;
}
