/** JSON for a terminal: the same value, written so that nothing of it can move the cursor, colour, reorder or hide. */

import { visibleLines } from '#terminal';

export function visibleJson(value: unknown, indent = 2): string {
  return visibleLines(JSON.stringify(value, undefined, indent));
}
