'use client';
import { FilePenLine } from 'lucide-react';
import { useIntents, useWorkbench } from '#store';
import { Icon } from '#ui';
import { policyCount } from '#workbench';
import { HeaderButton } from './header-cell.tsx';

/** A draft that is put aside is never out of sight. */
export function DraftCell() {
  const edits = useWorkbench((state) => policyCount(state.draft.edits, state));
  const open = useWorkbench((state) => state.draftOpen);
  const { openDraft } = useIntents();
  if (open || edits === 0) return null;
  return (
    <HeaderButton
      onClick={openDraft}
      icon={<Icon of={FilePenLine} size={15} className="shrink-0 text-text-2" />}
      title="Open the draft"
      detail={`${edits} ${edits === 1 ? 'policy' : 'policies'}, not applied`}
    />
  );
}
