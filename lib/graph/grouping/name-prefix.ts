/** Groups by the beginning of the name: `payments-ledger` and `payments-fraud` are `payments`. */

/** A prefix that most namespaces share tells nothing: their next word is taken too. */
const LARGEST_SHARE = 0.5;
const FEW = 12;

/** The prefix of each namespace that shares one with another; the others are absent. */
export function prefixes(names: readonly string[]): ReadonlyMap<string, string> {
  const words = new Map(names.map((name) => [name, name.split('-')]));
  const found = new Map<string, string>();
  split([...names], 1, words, found, Math.max(FEW, names.length * LARGEST_SHARE));
  return found;
}

function split(
  names: readonly string[],
  length: number,
  words: ReadonlyMap<string, readonly string[]>,
  found: Map<string, string>,
  most: number,
): void {
  for (const [prefix, list] of Map.groupBy(names, (name) => (words.get(name) ?? []).slice(0, length).join('-'))) {
    if (list.length < 2) continue;
    if (list.length > most) {
      const longer = list.filter((name) => (words.get(name)?.length ?? 0) > length);
      split(longer, length + 1, words, found, most);
      // What has no longer prefix in common still has this one.
      for (const name of list) if (!found.has(name)) found.set(name, prefix);
    } else for (const name of list) found.set(name, prefix);
  }
}

/** The name without the words it shares with its group; the whole name where nothing would be left. */
export function shortName(name: string, group: string): string {
  return name.startsWith(`${group}-`) && name.length > group.length + 1 ? name.slice(group.length + 1) : name;
}
