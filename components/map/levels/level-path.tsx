'use client';
/** Where one is: the whole cluster, an opened group, a namespace; and in numbers what is in sight. */

import { ChevronRight, Waypoints } from 'lucide-react';
import { Fragment } from 'react';
import { grouped, workloadName, workloadNamespace } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { Icon } from '#ui';
import type { LevelFrame, Selection } from '#workbench';
import { useSharedLevel } from './level-shared.ts';

export function LevelPath() {
  const frame = useSharedLevel()?.frame;
  const open = useWorkbench((state) => state.openGroup);
  const selection = useWorkbench((state) => state.selection);
  const { select, setOpenGroup } = useIntents();
  const steps = frame === undefined ? [] : pathSteps(frame, open, selection);
  const up = () => {
    select(undefined);
    setOpenGroup(undefined);
  };
  return (
    <nav aria-label="Where the map is" className="flex min-w-0 items-center gap-2 overflow-hidden">
      <Icon of={Waypoints} size={14} className="shrink-0 text-text-2" />
      {steps.length === 0 ? (
        <h2 className="shrink-0 truncate text-body font-name">Whole cluster</h2>
      ) : (
        <button type="button" className="shrink-0 rounded-cell text-body text-text-2 hover:text-text-1" onClick={up}>
          Whole cluster
        </button>
      )}
      {steps.map(({ text, group }, at) => (
        <Fragment key={text}>
          <Icon of={ChevronRight} size={14} className="shrink-0 text-text-3" />
          {at === steps.length - 1 ? (
            <span className="truncate text-body font-name">{text}</span>
          ) : (
            <button
              type="button"
              className="shrink-0 rounded-cell text-body text-text-2 hover:text-text-1"
              onClick={() => select(group === undefined ? undefined : { type: 'group', id: group })}
            >
              {text}
            </button>
          )}
        </Fragment>
      ))}
      {frame && (
        <p className="tabular min-w-0 truncate text-body text-text-3" data-testid="level-words">
          {levelWords(frame, open)}
        </p>
      )}
    </nav>
  );
}

interface Step {
  readonly text: string;
  readonly group?: string | undefined;
}

function pathSteps({ facts }: LevelFrame, open: string | undefined, selection: Selection | undefined): Step[] {
  const nameOf = (id: string) => facts.groups.find((group) => group.id === id)?.name ?? id;
  const inGroup = (namespace: string): Step[] => {
    const own = facts.namespaces.get(namespace);
    return own?.group === undefined
      ? [{ text: namespace }]
      : [{ text: nameOf(own.group), group: own.group }, { text: own.short }];
  };
  switch (selection?.type) {
    case 'group':
      return [{ text: nameOf(selection.id), group: selection.id }];
    case 'namespace':
      return inGroup(selection.name);
    case 'workload': {
      return [...inGroup(workloadNamespace(selection.id)), { text: workloadName(selection.id) }];
    }
    case 'edge':
    case 'policy':
    case undefined:
      return open === undefined ? [] : [{ text: nameOf(open), group: open }];
  }
}

/** `12 groups, 151 namespaces, 1,051 workloads`, or how many lines of what is opened or selected there are. */
function levelWords(
  { facts, selected, drawn, moves, minimum, base, level }: LevelFrame,
  open: string | undefined,
): string {
  const more = minimum ? '+' : '';
  const count = (number: number, word: string) => `${grouped(number)}${more} ${word}${number === 1 ? '' : 's'}`;
  if (moves !== undefined) {
    const changed = new Set(
      moves.groups.flatMap(({ from, to }) => [from, to]).filter((end) => end.startsWith('group:')),
    );
    return `${changed.size} of ${count(facts.groups.length, 'group')} change`;
  }
  if (selected.all > 0) return `${count(selected.all, 'line')}, none left out`;
  if (open !== undefined) {
    const own = facts.groups.find(({ id }) => id === open);
    return `${count(drawn.picture.lines.length, 'line')} of ${count(own?.namespaces.length ?? 0, 'namespace')}`;
  }
  const namespaces = facts.groups.reduce((sum, group) => sum + group.namespaces.length, 0) + facts.railFacts.length;
  const workloads =
    facts.groups.reduce((sum, group) => sum + group.workloads, 0) +
    facts.railFacts.reduce((sum, rail) => sum + rail.workloads, 0);
  if (base === 'workloads' && level !== 'workloads') return `${count(workloads, 'workload')} need a zoom or a filter`;
  if (base === 'namespaces' && level === 'groups' && drawn.picture.level === 'groups') {
    return `${count(namespaces, 'namespace')} need a zoom or a filter`;
  }
  const groups = facts.grouping.by === 'none' ? '' : `${count(facts.groups.length, 'group')}, `;
  return `${groups}${count(namespaces, 'namespace')}, ${count(workloads, 'workload')}, nothing left out`;
}
