/** One line on standard error. Much of what is said there was written by others, in files and in clusters. */

import { visible } from '#terminal';

export function say(words: string): void {
  process.stderr.write(`netpol-studio: ${visible(words)}\n`);
}
