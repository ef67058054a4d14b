/** What a command gives back: the text for standard output, whole, and the exit code. */
export interface Answer {
  readonly output: string;
  readonly exitCode: 0 | 1 | 2;
}
