/** What a command gives back. */
export interface CommandAnswer {
  /** For standard output, piece by piece: together they may be longer than a string can be. */
  readonly output: Iterable<string>;
  readonly exitCode: 0 | 1 | 2;
}
