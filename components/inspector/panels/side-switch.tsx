'use client';
import { useIntents, useWorkbench } from '#store';
import { Chip, type Segment, SegmentedControl } from '#ui';
import type { DraftSide } from '#workbench';
import { usePanelState } from '../words/use-panel-state.ts';

const SIDES: readonly Segment<DraftSide>[] = [
  { value: 'before', label: 'Before', title: 'This panel tells of the cluster as it is' },
  { value: 'after', label: 'After', title: 'This panel tells of the cluster with the draft' },
];

/**
 * Which cluster the panel tells of, and the way to the other one. It turns the panel alone: the map has a switch of its
 * own. Where a draft is kept but not shown, that all of this is live is said in so many words.
 */
export function SideSwitch() {
  const panel = usePanelState();
  const { setSide } = useIntents();
  const hasDraft = useWorkbench((state) => state.draft.edits.length > 0);
  if (panel !== 'live') {
    return (
      <SegmentedControl
        label="What this panel tells of"
        segments={SIDES}
        value={panel}
        onChange={setSide}
        className="h-[22px]!"
      />
    );
  }
  if (!hasDraft) return null;
  return (
    <Chip look="wash" title="The cluster as it is, without the draft">
      live
    </Chip>
  );
}
