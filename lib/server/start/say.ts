/** What is said to the person who started this: one line on stderr each. Names and commands in it are those of strangers. */

import { visible } from '#terminal';

export function say(message: string): void {
  process.stderr.write(`netpol-studio: ${visible(message)}\n`);
}
