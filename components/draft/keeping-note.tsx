'use client';
import { TriangleAlert } from 'lucide-react';
import { useWorkbench } from '#store';
import { downloadText, Icon, LinkButton } from '#ui';
import type { StorageFault } from '#workbench';
import { CopyButton } from './copy-button.tsx';
import { textOfAll } from './export/take-along.ts';

const WHY: Readonly<Record<StorageFault, string>> = {
  full: 'This browser has no room left to keep the draft.',
  forbidden: 'This browser does not let the draft be kept.',
};

/** Where the draft would not survive the page, it says so and offers a way out. */
export function KeepingNote() {
  const fault = useWorkbench((state) => state.keeping.fault);
  const edits = useWorkbench((state) => state.draft.edits);
  if (!fault) return null;
  const text = textOfAll(edits);
  return (
    <div role="alert" className="flex items-start gap-2 border-b border-line-1 bg-canvas px-3.5 py-2 text-list">
      <Icon of={TriangleAlert} className="mt-px shrink-0 text-warning" />
      <p className="min-w-0 flex-1 text-text-1">{WHY[fault]} It lives in this page alone, until the page is closed.</p>
      <span className="flex shrink-0 items-center gap-2">
        <CopyButton text={text} label="Copy the whole draft" />
        <LinkButton onClick={() => downloadText('netpol-draft.yaml', text)}>Download</LinkButton>
      </span>
    </div>
  );
}
