'use client';
import dynamic from 'next/dynamic';
import type { Edit } from '#draft';
import { policyName } from '#engine';
import { Dialog } from '#ui';

/** It reads YAML, which the panel around it does not need. */
const CompareVersions = dynamic(() => import('./compare-versions.tsx').then((module) => module.CompareVersions), {
  ssr: false,
  loading: () => <p className="p-3.5 text-body text-text-2">Opening.</p>,
});

export interface CompareDialogProps {
  /** Absent while nothing is compared. */
  edit: Edit | undefined;
  onClose: () => void;
}

export function CompareDialog({ edit, onClose }: CompareDialogProps) {
  return (
    <Dialog
      open={edit !== undefined}
      onOpenChange={(open) => !open && onClose()}
      kicker="Changed meanwhile"
      title={edit?.baseId === undefined ? 'Policy' : policyName(edit.baseId)}
      shape="sheet"
      className="w-[1020px]"
    >
      {edit && <CompareVersions edit={edit} onDone={onClose} />}
    </Dialog>
  );
}
