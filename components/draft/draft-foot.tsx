'use client';
import { useIntents, useWorkbench } from '#store';
import { Button, Kbd } from '#ui';
import { changedEdits, policyCount } from '#workbench';
import { reviewHindrance } from './edit-state.ts';
import { ExportButton, FilesState } from './export/export-draft.tsx';
import { exportText } from './export/take-along.ts';
import { ServerState } from './server-state.tsx';

/** What the server said of the draft, and the way on. */
export function DraftFoot() {
  const intents = useIntents();
  const hindrance = useWorkbench(reviewHindrance);
  const count = useWorkbench((state) => policyCount(changedEdits(state.draft.edits), state));
  const current = useWorkbench((state) => state.draft.edits.find((edit) => edit.key === state.draft.current));
  const isFiles = useWorkbench((state) => state.snapshot?.cluster.mode === 'files');
  const edits = useWorkbench((state) => state.draft.edits);
  const isAsking = useWorkbench((state) => state.apply.stage === 'previewing');
  return (
    <footer className="flex min-h-[49px] shrink-0 items-center gap-2 border-t border-line-2 bg-surface px-3.5 py-2">
      <div className="min-w-0 flex-1">{isFiles ? <FilesState /> : <ServerState hindrance={hindrance} />}</div>
      {current && (
        // Without a question: what is discarded can be had back, at once and later.
        <Button look="quiet" size="large" onClick={() => intents.discard(current.key)}>
          Discard
        </Button>
      )}
      {isFiles ? (
        <ExportButton text={exportText(changedEdits(edits))} />
      ) : (
        <Button
          look="signal"
          size="large"
          disabled={hindrance !== undefined || isAsking}
          title={hindrance}
          onClick={() => void intents.review()}
        >
          Review and apply{count > 0 && ` ${count}`}
          <Kbd>⌘↵</Kbd>
        </Button>
      )}
    </footer>
  );
}
