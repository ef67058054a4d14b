'use client';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { counted, type NetworkPolicy, type PolicyId } from '#engine';
import { useIntents, useWorkbench } from '#store';
import type { PreviewAnswer } from '#stream';
import { Button, Dialog, ForeignText, Icon } from '#ui';
import type { ApplyStage, WorkbenchState } from '#workbench';
import { ReviewEffect } from './review-effect.tsx';
import { ReviewFoot } from './review-foot.tsx';
import { ServerDiff } from './server-diff.tsx';

/** Everything needed to decide, and the button beside it. Open while a draft is on its way to the cluster. */
export function ReviewSheet() {
  const intents = useIntents();
  const apply = useWorkbench((state) => state.apply);
  const isOpen = ['previewing', 'review', 'applying', 'failed'].includes(apply.stage);
  const preview = 'preview' in apply ? apply.preview : undefined;
  return (
    <Dialog
      open={isOpen}
      // The dialog also reports that it closed because the stage went on: that is no wish of the person.
      onOpenChange={(open) => !open && isOpen && apply.stage !== 'applying' && intents.closeReview()}
      kicker="Review"
      title={preview ? counted(preview.writes.length, 'policy').replace('policys', 'policies') : 'Draft'}
      aside={preview && <Ticks preview={preview} />}
      shape="sheet"
      className="w-[1020px]"
    >
      {preview ? <Review preview={preview} stage={apply} /> : <Waiting stage={apply} />}
    </Dialog>
  );
}

function Review({ preview, stage }: { preview: PreviewAnswer; stage: ApplyStage }) {
  const intents = useIntents();
  const edits = useWorkbench((state) => state.draft.edits);
  const drafted = useDrafted();
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex min-w-0 flex-1 flex-col bg-canvas">
        <h2 className="flex h-[33px] shrink-0 items-center bg-surface px-3 text-body font-name">
          What the server would store
        </h2>
        <div className="min-h-0 flex-1 overflow-y-auto">
          {preview.writes.map((write, index) => (
            <ServerDiff
              key={write.id}
              write={write}
              place={`${index + 1} of ${preview.writes.length}`}
              drafted={drafted.get(write.id)?.policy}
              edit={edits.find((edit) => edit.key === drafted.get(write.id)?.key)}
              onReview={(choices) => void intents.review(choices)}
              onEdit={(edit, text) => {
                intents.closeReview();
                if (text !== undefined) intents.rewrite(edit.key, text);
              }}
            />
          ))}
        </div>
      </div>
      <div className="flex w-[424px] shrink-0 flex-col border-l border-line-2 bg-surface">
        <h2 className="flex h-[33px] shrink-0 items-center border-b border-line-1 px-3.5 text-body font-name">
          What changes in the cluster
        </h2>
        <ReviewEffect preview={preview} />
        <ReviewFoot
          preview={preview}
          choices={'choices' in stage ? stage.choices : {}}
          isApplying={stage.stage === 'applying'}
        />
      </div>
    </div>
  );
}

interface Drafted {
  /** Of the edit it stands in. */
  readonly key: string;
  readonly policy?: NetworkPolicy | undefined;
}

/** What was drafted, by the id of the policy. */
function useDrafted(): ReadonlyMap<PolicyId, Drafted> {
  const edits = useWorkbench((state) => state.draft.edits);
  const readings = useWorkbench((state) => state.reading.edits);
  return useMemo(() => {
    const drafted = new Map<PolicyId, Drafted>();
    for (const { key, baseId } of edits) if (baseId) drafted.set(baseId, { key });
    for (const { key, documents } of readings) {
      for (const { id, policy } of documents) if (id) drafted.set(id, { key, policy });
    }
    return drafted;
  }, [edits, readings]);
}

function Waiting({ stage }: { stage: ApplyStage }) {
  const intents = useIntents();
  if (stage.stage !== 'failed') {
    return <p className="p-3.5 text-body text-text-2">The server tries the draft without storing it.</p>;
  }
  return (
    <div className="space-y-3 p-3.5" role="alert">
      <p className="flex gap-2 text-body text-text-1">
        <Icon of={CircleAlert} size={16} className="mt-px shrink-0 text-denied" />
        <ForeignText text={stage.message} className="min-w-0 break-words" />
      </p>
      <div className="flex gap-2">
        <Button onClick={() => intents.closeReview()}>Back to draft</Button>
        <Button look="signal" onClick={() => void intents.review()}>
          Try again
        </Button>
      </div>
    </div>
  );
}

const revisionOf = (state: WorkbenchState) => state.snapshot?.revision;

function Ticks({ preview }: { preview: PreviewAnswer }) {
  const revision = useWorkbench(revisionOf);
  const refused = preview.writes.filter((write) => write.refusal).length;
  const untried = preview.writes.filter((write) => write.notTried !== undefined).length;
  const moved = preview.writes.some((write) => write.refusal?.kind === 'changed');
  return (
    <div className="flex flex-wrap items-center gap-x-3 text-list text-text-2 tabular">
      {untried > 0 && <Tick isSound={false}>{untried} not tried by the server</Tick>}
      {(refused > 0 || untried === 0) && (
        <Tick isSound={refused === 0}>{refused === 0 ? 'Dry run passed' : `Dry run refused ${refused}`}</Tick>
      )}
      {!moved && <Tick isSound>Base versions current</Tick>}
      {revision !== undefined && <Tick isSound>Effect on revision {revision}</Tick>}
    </div>
  );
}

function Tick({ isSound, children }: { isSound: boolean; children: ReactNode }) {
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap">
      <Icon
        of={isSound ? CircleCheck : CircleAlert}
        className={`shrink-0 ${isSound ? 'text-allowed' : 'text-denied'}`}
      />
      {children}
    </span>
  );
}
