'use client';
import { Download } from 'lucide-react';
import { useWorkbench } from '#store';
import { Button, downloadText, Icon } from '#ui';
import { changedEdits } from '#workbench';

/** Behind files there is no cluster: nobody but this page has read the draft, and nothing is stored. */
export function FilesState() {
  const removed = useWorkbench((state) =>
    changedEdits(state.draft.edits)
      .flatMap(({ action, baseId }) => (action === 'delete' && baseId ? [baseId] : []))
      .join(', '),
  );
  return (
    <p className="min-w-0 text-hint text-text-2">
      Checked here, by no server.
      {removed && ` What goes stands in the file as a command of kubectl: ${removed}.`}
    </p>
  );
}

/** The draft as a file for `kubectl apply -f`. */
export function ExportButton({ text }: { text: string }) {
  return (
    <Button
      look="signal"
      size="large"
      icon={<Icon of={Download} />}
      disabled={text === ''}
      title="As a file for: kubectl apply -f netpol-draft.yaml"
      onClick={() => downloadText('netpol-draft.yaml', text)}
    >
      Export YAML
    </Button>
  );
}
