/** What may be written at a place of a text: data alone, which an editor shows. */

export interface Completion {
  /** As it is shown. Names and labels in it come from a cluster. */
  readonly label: string;
  /** How much it stands for, for example `14 pods in 2 namespaces`. */
  readonly detail: string;
  readonly kind: 'policy' | 'namespace' | 'key' | 'value' | 'peer' | 'port';
  /** What is written in the place of the word that is typed. Its lines are indented as they must stand. */
  readonly text: string;
  /** Places in `text` that are to be filled in, one after the other; none where it is whole. */
  readonly blanks?: readonly number[];
  /** What was taken is half of a thing: the next list follows by itself. */
  readonly goesOn?: true;
}

/** `start` to the cursor is replaced; the best first. */
export interface Completions {
  readonly start: number;
  readonly entries: readonly Completion[];
}

export const NO_COMPLETIONS: readonly Completion[] = [];
