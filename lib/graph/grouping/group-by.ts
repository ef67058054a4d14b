/** By what namespaces are grouped; as plain text, so that it can stand in an address and in storage. */

export type GroupBy = `label:${string}` | 'prefix' | 'found' | 'none';

const LABEL = 'label:';

export function groupByLabel(key: string): GroupBy {
  return `${LABEL}${key}`;
}

/** The key of the label; undefined for every other way. */
export function labelOf(by: GroupBy): string | undefined {
  return by.startsWith(LABEL) ? by.slice(LABEL.length) : undefined;
}

/** Undefined for a text that names no way to group. */
export function parseGroupBy(text: string | null | undefined): GroupBy | undefined {
  if (text === 'prefix' || text === 'found' || text === 'none') return text;
  return text?.startsWith(LABEL) && text.length > LABEL.length ? (text as GroupBy) : undefined;
}

/** `label team`, `name prefix`, `found from who may reach whom`, `none`. */
export function groupByWords(by: GroupBy): string {
  const label = labelOf(by);
  if (label !== undefined) return `label ${label}`;
  return by === 'prefix' ? 'name prefix' : by === 'found' ? 'found from who may reach whom' : 'none';
}
