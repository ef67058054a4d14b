/** The effect of a draft, in words and parts that a screen can colour. */

/** `tone` colours a number or name; plain text has none. */
export interface Phrase {
  readonly text: string;
  readonly tone?: 'removes' | 'adds' | 'strong';
}

export interface EffectInWords {
  /** Order: removes, adds, isolates, DNS. For example `Removes 9 of 71 allowed connections, adds 1. Isolates ...`. */
  readonly phrases: readonly Phrase[];
  /** The same as one sentence, for the live region. */
  readonly sentence: string;
}
