'use client';
import { CircleCheck, LoaderCircle, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntents, useWorkbench } from '#hooks';
import { Button, Icon, Kbd, LinkButton, Popover, PopoverClose } from '#ui';
import { changedEdits } from '#workbench';
import { baseStateOf, reviewHindrance } from './edit-state.ts';

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
        <DryRunState hindrance={hindrance} />
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

function DryRunState({ hindrance }: { hindrance: string | undefined }) {
  const intents = useIntents();
  const apply = useWorkbench((state) => state.apply);
  const moved = useWorkbench((state) => state.draft.edits.find((edit) => baseStateOf(edit, state) !== 'current'));
  const movedTo = useWorkbench((state) => (moved ? baseStateOf(moved, state) : 'current'));
  if (apply.stage === 'previewing') {
    return <State icon={<Icon of={LoaderCircle} className="text-text-2" />} title="Server dry run under way" />;
  }
  if (apply.stage === 'failed') {
    return (
      <State
        icon={<Icon of={OctagonAlert} className="text-denied" />}
        title="The server could not be asked"
        detail={apply.message}
      />
    );
  }
  if (moved) {
    return (
      <State
        icon={<Icon of={TriangleAlert} className="text-warning" />}
        title={`${nameOf(moved.baseId)} ${movedTo === 'gone' ? 'was deleted' : 'changed'} meanwhile`}
        detail={
          <LinkButton onClick={() => intents.rebase(moved.key)}>
            {movedTo === 'gone' ? 'Create it anew' : 'Compare with the stored version'}
          </LinkButton>
        }
      />
    );
  }
  if (hindrance) return <p className="text-hint text-text-2">{hindrance}</p>;
  return (
    <State
      icon={<Icon of={CircleCheck} className="text-allowed" />}
      title="Base versions current"
      detail="The review starts with a server dry run"
    />
  );
}

/** The namespace stands in the tab above. */
function nameOf(id: string | undefined): string {
  return id?.slice(id.indexOf('/') + 1) ?? 'The policy';
}

function State({ icon, title, detail }: { icon: ReactNode; title: string; detail?: ReactNode }) {
  return (
    <div className="flex items-start gap-1.5" role="status">
      <span className="mt-px">{icon}</span>
      <p className="min-w-0">
        <span className="block truncate text-list text-text-1" title={title}>
          {title}
        </span>
        {detail && <span className="block truncate text-group text-text-3">{detail}</span>}
      </p>
    </div>
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
