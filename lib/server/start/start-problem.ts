/** Why the server cannot start, in one sentence for the person who started it. Ends the process with code 2. */
export class StartProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartProblem';
  }
}
