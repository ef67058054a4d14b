/** Something wrong with what was read, as data: never thrown. */

export interface InputProblem {
  /** `error`: bad input, what it stands in is left out. `warning`: a server would take it and warn. */
  readonly severity: 'error' | 'warning';
  /** As the file was named; `-` for standard input; a context's name for a cluster. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** The command itself cannot be carried out: one sentence, exit code 2. */
export class CommandRefusal extends Error {}
