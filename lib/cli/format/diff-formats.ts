/** A difference of two inputs in every format: connections of the pods seen first, then what rules would admit. */

import type { ConnectionSet, ListDiff, RuleChange, SnapshotDiff } from '#engine';
import { visible } from '#terminal';
import type { Format } from '../arguments.ts';
import { visibleJson } from '../visible-json.ts';
import { endText, portsText, rowText } from './connections.ts';
import { toCsv, toDot, toMarkdown } from './table.ts';

const COLUMNS = ['diff-type', 'source', 'destination', 'before', 'after', 'about'];
const COLORS: Readonly<Record<string, string>> = { added: '#118833', removed: '#bb2222', changed: '#9955bb' };
const NONE: ConnectionSet = {};

/** One line of the answer. `about`: whether pods that are there show it, or rules alone. */
interface Line {
  readonly about: 'pods' | 'rules';
  readonly type: 'added' | 'removed' | 'changed';
  readonly source: string;
  readonly destination: string;
  readonly before: string;
  readonly after: string;
}

export function differs({ added, removed, changed, pods, rules, unjudged }: SnapshotDiff): boolean {
  const within = pods.added.length + pods.removed.length + pods.changed.length;
  return added.length + removed.length + changed.length + within + rules.length + unjudged.length > 0;
}

/** Text is empty where nothing differs; `ref1` is before, `ref2` after. */
export function formatDiff(diff: SnapshotDiff, format: Format): string {
  const connections = [...rowsOf(diff), ...rowsOf(diff.pods)];
  const rules = diff.rules.map(toRule);
  const table = { columns: COLUMNS, rows: [...connections, ...rules].map(toCells) };
  switch (format) {
    case 'txt':
      return `${toText('Connectivity diff:', connections)}${toText(RULES, rules)}`;
    case 'json':
      return `${visibleJson(diff)}\n`;
    case 'csv':
      return toCsv(table);
    case 'md':
      return toMarkdown(table);
    case 'dot':
      return toDot([...connections, ...rules].map(toEdge));
  }
}

const RULES = 'Rules diff (of any pod, namespace or address, also those not in the input):';

function toText(title: string, lines: readonly Line[]): string {
  if (lines.length === 0) return '';
  const texts = lines.map(
    ({ type, source, destination, before, after }) =>
      `diff-type: ${type}, source: ${visible(source)}, destination: ${visible(destination)}, ref1: ${visible(before)}, ref2: ${visible(after)}\n`,
  );
  return `${title}\n${texts.join('')}`;
}

function toCells({ about, type, source, destination, before, after }: Line): readonly string[] {
  return [type, source, destination, before, after, about];
}

function toEdge({ type, source, destination, before, after }: Line) {
  const label = type === 'added' ? after : type === 'removed' ? before : `${before} (before), ${after} (after)`;
  return { from: source, to: destination, label: `${type}: ${label}`, color: COLORS[type] ?? '' };
}

function rowsOf({ added, removed, changed }: ListDiff): readonly Line[] {
  const line = (type: Line['type'], source: string, destination: string, before: string, after: string): Line => {
    return { about: 'pods', type, source: endText(source), destination: endText(destination), before, after };
  };
  const none = portsText(NONE);
  return [
    ...changed.map(({ source, destination, before, after, partial, unknown }) =>
      line(
        'changed',
        source,
        destination,
        rowText(before, { partial: partial?.before, unknown }),
        rowText(after, { partial: partial?.after, unknown }),
      ),
    ),
    ...added.map((row) => line('added', row.source, row.destination, none, rowText(row.ports, row))),
    ...removed.map((row) => line('removed', row.source, row.destination, rowText(row.ports, row), none)),
  ];
}

/** What is isolated now admits what its rules say, and what is no longer admits everything. */
const ISOLATION = { open: 'not isolated', closed: 'isolated' };

function toRule({ change, namespace, subject, direction, peer, ports, portNames = [] }: RuleChange): Line {
  const own = `${subject ? `pods ${subject}` : 'all pods'} of namespace ${namespace}`;
  const other = peer ?? 'anyone';
  const [source, destination] = direction === 'ingress' ? [other, own] : [own, other];
  const about = { about: 'rules', source, destination } as const;
  const granted = [...(ports && Object.keys(ports).length > 0 ? [portsText(ports)] : []), ...portNames].join(',');
  const none = portsText(NONE);
  switch (change) {
    case 'isolates':
      return { ...about, type: 'changed', before: ISOLATION.open, after: ISOLATION.closed };
    case 'opens':
      return { ...about, type: 'changed', before: ISOLATION.closed, after: ISOLATION.open };
    case 'admits':
      return { ...about, type: 'added', before: none, after: granted };
    case 'stops-admitting':
      return { ...about, type: 'removed', before: granted, after: none };
  }
}
