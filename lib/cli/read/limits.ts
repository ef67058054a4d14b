/** How much is read: more is no manifest, and would take seconds and gigabytes. */

export const MOST_DOCUMENTS = 200_000;

/** Told on the first line, where it is not lost among other faults. */
export const tooMany = (line: number): string =>
  `more than ${MOST_DOCUMENTS} documents: from line ${line} on it is not read`;

/** Items of one list. */
export const MOST_ITEMS = 500_000;
