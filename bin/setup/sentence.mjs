/** What a person is told: progress and refusals go to stderr, so that stdout holds results alone. */

import { visible } from '../../lib/terminal/index.mjs';

/** Something the person who started the program can mend; `message` is one sentence. */
export class Refused extends Error {}

/** The person asked for the end while something was being prepared; `code` is the exit code that says so. */
export class Stopped extends Error {
  constructor(code) {
    super('stopped');
    this.code = code;
  }
}

export function progress(message) {
  process.stderr.write(`netpol-studio: ${visible(message)}\n`);
}

/** Runs a script's body; a refusal becomes its sentence and exit code 2. */
export async function orRefuse(body) {
  try {
    await body();
  } catch (error) {
    if (error instanceof Stopped) {
      process.exitCode = error.code;
      return;
    }
    if (!(error instanceof Refused)) throw error;
    progress(error.message);
    process.exitCode = 2;
  }
}
