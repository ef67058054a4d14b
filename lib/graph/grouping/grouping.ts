/** Namespaces in groups: each namespace is in exactly one, and nothing is left out. */

import type { Labels } from '#engine';
import { byCodeUnit } from '../model/by-code-unit.ts';
import type { GroupBy } from './group-by.ts';

/** A namespace as grouping knows it. */
export interface NamespaceNamed {
  readonly name: string;
  readonly labels: Labels;
}

export type GroupId = string;

export interface NamespaceGroup {
  readonly id: GroupId;
  readonly name: string;
  /** `rest`: of no group by the label or name; `others`: groups too many to have a plate of their own. */
  readonly kind: 'group' | 'rest' | 'others';
  /** Sorted by code unit. */
  readonly namespaces: readonly string[];
  /** Of `others`: how many groups it stands for. */
  readonly groups?: number;
}

export interface Grouping {
  readonly by: GroupBy;
  /** By size, then by id; `rest` and `others` last. */
  readonly groups: readonly NamespaceGroup[];
  readonly groupOf: ReadonlyMap<string, GroupId>;
}

/** No value of a label and no prefix holds a colon at its start. */
const REST: GroupId = ':rest';
const OTHERS: GroupId = ':others';

/** More plates than this are not read at once. */
export const MOST_GROUPS = 60;

/** `keyOf` undefined = in no group. */
export function groupedBy(
  by: GroupBy,
  namespaces: readonly string[],
  keyOf: (name: string) => string | undefined,
  nameOf: (key: string) => string,
  restName: string,
): Grouping {
  const members = new Map<GroupId, string[]>();
  for (const name of [...namespaces].sort(byCodeUnit)) {
    const key = keyOf(name) ?? REST;
    const list = members.get(key);
    if (list) list.push(name);
    else members.set(key, [name]);
  }
  const rest = members.get(REST);
  members.delete(REST);
  const sorted = [...members].sort(([a, m], [b, n]) => n.length - m.length || byCodeUnit(a, b));
  const most = MOST_GROUPS - (rest ? 1 : 0);
  const own = sorted.length <= most ? sorted : sorted.slice(0, most - 1);
  const others = sorted.slice(own.length);
  const groups: NamespaceGroup[] = own.map(([id, list]) => ({ id, name: nameOf(id), kind: 'group', namespaces: list }));
  if (others.length > 0) {
    const list = others.flatMap(([, each]) => each).sort(byCodeUnit);
    groups.push({ id: OTHERS, name: 'other groups', kind: 'others', namespaces: list, groups: others.length });
  }
  if (rest) groups.push({ id: REST, name: restName, kind: 'rest', namespaces: rest });
  const groupOf = new Map(groups.flatMap(({ id, namespaces: list }) => list.map((name) => [name, id] as const)));
  return { by, groups, groupOf };
}
