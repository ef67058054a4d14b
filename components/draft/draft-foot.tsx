'use client';
import { useIntents, useWorkbench } from '#hooks';
import { Button, Kbd, Popover, PopoverClose } from '#ui';
import { changedEdits } from '#workbench';
import { reviewHindrance } from './edit-state.ts';
import { ServerState } from './server-state.tsx';

/** What the server said of the draft, and the way on. */
export function DraftFoot() {
  const intents = useIntents();
  const hindrance = useWorkbench(reviewHindrance);
  const count = useWorkbench((state) => changedEdits(state.draft.edits).length);
  const current = useWorkbench((state) => state.draft.edits.find((edit) => edit.key === state.draft.current));
  const isAsking = useWorkbench((state) => state.apply.stage === 'previewing');
  return (
    <footer className="flex min-h-[49px] shrink-0 items-center gap-2 border-t border-line-2 bg-surface px-3.5 py-2">
      <div className="min-w-0 flex-1">
        <ServerState hindrance={hindrance} />
      </div>
      {current && (
        <DiscardButton
          isChanged={current.action === 'delete' || current.text !== current.baseText}
          onDiscard={() => intents.discard(current.key)}
        />
      )}
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
    </footer>
  );
}

/** What was typed cannot be brought back, so it asks once. */
function DiscardButton({ isChanged, onDiscard }: { isChanged: boolean; onDiscard: () => void }) {
  if (!isChanged) {
    return (
      <Button look="quiet" size="large" onClick={onDiscard}>
        Discard
      </Button>
    );
  }
  const trigger = (
    <Button look="quiet" size="large">
      Discard
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Discard this edit" side="top" align="end" className="w-60">
      <p className="text-body text-text-1">Discard this edit? Its text cannot be brought back.</p>
      <div className="mt-2.5 flex justify-end gap-2">
        <PopoverClose>
          <Button look="quiet">Keep it</Button>
        </PopoverClose>
        <Button onClick={onDiscard}>Discard</Button>
      </div>
    </Popover>
  );
}
