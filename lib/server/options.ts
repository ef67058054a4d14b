/** What the starter asks of the server: one JSON object, its only argument. */

import type { Mode } from '#stream';
import { StartProblem } from './start-problem.ts';

export interface StartOptions {
  readonly mode: Mode;
  /** Laptop only: the file that was named; without it KUBECONFIG or ~/.kube/config. */
  readonly kubeconfig?: string;
  readonly context?: string;
  /** Where to look when not the whole cluster may be read; the context's unless said. */
  readonly namespace?: string;
  /** Files only: the folder, absolute. */
  readonly manifests?: string;
  readonly readOnly: boolean;
  /** 0 takes any free one. */
  readonly port: number;
  readonly open: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
  readonly allowExec: readonly string[];
}

/** Why nothing can listen there, in one sentence. */
export function portProblem(port: number, error: NodeJS.ErrnoException): StartProblem {
  const { code, message } = error;
  if (code === 'EADDRINUSE') {
    return new StartProblem(`Port ${port} is in use; choose another with --port, or --port 0 for any free one.`);
  }
  if (code === 'EACCES') return new StartProblem(`Port ${port} may not be used; choose one above 1023.`);
  return new StartProblem(`The server cannot listen on port ${port}: ${message}.`, { cause: error });
}

const DEFAULTS: StartOptions = {
  mode: 'demo',
  readOnly: false,
  port: 0,
  open: false,
  json: false,
  verbose: false,
  allowExec: [],
};

/** The starter checked every value; here only that there is something to read. Throws StartProblem. */
export function readOptions(argument: string | undefined): StartOptions {
  try {
    return { ...DEFAULTS, ...(JSON.parse(argument ?? '{}') as Partial<StartOptions>) };
  } catch {
    throw new StartProblem('The server is started by `npm start`, not by hand.');
  }
}
