'use client';
/** Above the levels: by what namespaces are grouped, and which level is shown. */

import { useShallow } from 'zustand/react/shallow';
import { groupByWords } from '#graph';
import { useIntents, useWorkbench } from '#store';
import { SegmentedControl } from '#ui';
import { groupByOf, groupingWays, levelOf, type MapDetail } from '#workbench';
import { useSharedLevel } from './level-shared.ts';

/** For the key that leads here. */
export const GROUP_BY = 'map-group-by';

export function LevelControls() {
  const isPlain = useWorkbench((state) => levelOf(state) === 'plain');
  const ways = useWorkbench(useShallow(groupingWays));
  if (isPlain) return ways.length > 1 && <PlainControls />;
  return (
    <>
      <GroupBy />
      <LevelSwitch />
    </>
  );
}

/** Where a person chose no groups: the way back to them. */
function PlainControls() {
  const chosen = useWorkbench((state) => state.groupBy === 'none');
  return chosen ? <GroupBy /> : null;
}

function GroupBy() {
  const ways = useWorkbench(useShallow(groupingWays));
  const by = useWorkbench(groupByOf);
  const { setGroupBy } = useIntents();
  return (
    <label className="flex shrink-0 items-center gap-2 text-list text-text-3">
      <span className="hidden @min-[760px]:inline">Group by</span>
      <select
        aria-label="Group by"
        data-testid="group-by"
        id={GROUP_BY}
        value={by}
        onChange={(event) => setGroupBy(event.target.value)}
        className="h-[26px] max-w-[124px] rounded-button border border-line-2 bg-raised px-2 text-list text-text-1"
      >
        {ways.map((way) => (
          <option key={way} value={way}>
            {groupByWords(way)}
          </option>
        ))}
      </select>
    </label>
  );
}

function LevelSwitch() {
  const wanted = useWorkbench(levelOf);
  const shown = useSharedLevel()?.frame.level;
  const open = useWorkbench((state) => state.openGroup !== undefined);
  const grouped = useWorkbench((state) => groupByOf(state) !== 'none');
  const { setDetail } = useIntents();
  const level = open ? 'namespaces' : (shown ?? wanted);
  return (
    <SegmentedControl<MapDetail>
      label="What the map shows"
      segments={[
        ...(grouped
          ? ([
              { value: 'groups', label: 'Groups', title: 'Keys [ and ]' },
              { value: 'namespaces', label: 'Namespaces', title: 'Keys [ and ]' },
            ] as const)
          : ([{ value: 'namespaces', label: 'Namespaces' }] as const)),
        { value: 'workloads', label: 'Workloads', title: 'Keys [ and ]' },
      ]}
      value={level === 'plain' ? 'namespaces' : level}
      onChange={setDetail}
    />
  );
}
