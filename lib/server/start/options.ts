/** What the starter asks of the server: its flags. */

import { parseArgs } from 'node:util';
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
  /** The folder of the built pages, absolute. */
  readonly pages: string;
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

const MODES: readonly Mode[] = ['demo', 'laptop', 'files'];

/** The starter checked every value, and says what is wrong in better words; here nothing is taken that means nothing. */
export function readOptions(argv: readonly string[]): StartOptions {
  const { values } = parse(argv);
  const mode = MODES.find((one) => one === values.mode);
  const port = Number(values.port);
  if (!mode || !Number.isInteger(port)) throw new StartProblem(NOT_BY_HAND);
  const { kubeconfig, context, namespace, manifests } = values;
  return {
    mode,
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(manifests === undefined ? {} : { manifests }),
    readOnly: values['read-only'],
    port,
    open: values.open,
    json: values.json,
    verbose: values.verbose,
    allowExec: values['allow-exec'],
    pages: values.pages,
  };
}

const NOT_BY_HAND = 'The server is started by `npm start`, not by hand.';

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const off = { type: 'boolean', default: false } as const;
  const options = {
    mode: text,
    kubeconfig: text,
    context: text,
    namespace: text,
    manifests: text,
    port: { ...text, default: '0' },
    pages: { ...text, default: 'out' },
    'read-only': off,
    open: off,
    json: off,
    verbose: off,
    'allow-exec': { type: 'string', multiple: true, default: [] as string[] },
  } as const;
  try {
    return parseArgs({ args: [...argv], options });
  } catch (error) {
    throw new StartProblem(NOT_BY_HAND, { cause: error });
  }
}
