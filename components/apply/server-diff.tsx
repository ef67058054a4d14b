import { ScrollText } from 'lucide-react';
import { PolicyDiff } from '#domain';
import type { Edit } from '#draft';
import { type NetworkPolicy, policyName, policyNamespace } from '#engine';
import type { WritePreview } from '#stream';
import { Button, classNames, Icon } from '#ui';
import type { ReviewChoices } from '#workbench';
import { RefusalNotice } from './refusal-notice.tsx';

const WORDS: Readonly<Record<WritePreview['outcome'], { text: string; colour: string }>> = {
  create: { text: 'new', colour: 'text-allowed' },
  change: { text: 'changed', colour: 'text-warning' },
  delete: { text: 'deleted', colour: 'text-denied' },
  unchanged: { text: 'unchanged', colour: 'text-text-3' },
  refused: { text: 'refused', colour: 'text-denied' },
};

export interface ServerDiffProps {
  write: WritePreview;
  place: string;
  drafted: NetworkPolicy | undefined;
  edit: Edit | undefined;
  /** Asks the server anew, with what the person chose. */
  onReview: (choices: ReviewChoices) => void;
  /** Goes back to the draft, with another text where one is given. */
  onEdit: (edit: Edit, text?: string) => void;
}

/** One policy: what the server would store against what it stores now, or why it refuses. */
export function ServerDiff({ write, place, drafted, edit, onReview, onEdit }: ServerDiffProps) {
  const namespace = policyNamespace(write.id);
  const word = WORDS[write.outcome];
  const untried = write.notTried !== undefined && write.outcome !== 'delete' ? drafted : undefined;
  return (
    <section aria-label={write.id}>
      <h3 className="sticky top-0 z-10 flex h-9 items-center gap-2 border-y border-line-1 bg-raised px-3 text-body">
        <Icon of={ScrollText} className="shrink-0 text-text-2" />
        {namespace !== undefined && <span className="shrink-0 text-text-2">{namespace} /</span>}
        <span className="min-w-0 truncate font-name text-text-1">{policyName(write.id)}</span>
        <span className={classNames('shrink-0 font-name', word.colour)}>{word.text}</span>
        <span className="ml-auto shrink-0 text-hint text-text-3 tabular">{place}</span>
      </h3>
      {write.refusal ? (
        <>
          <RefusalNotice write={write} refusal={write.refusal} edit={edit} onReview={onReview} onEdit={onEdit} />
          {drafted && write.before && (
            <>
              <p className="px-3 pt-2 text-hint text-text-2">
                Stored now, against the draft. What the server would make of it is not known, for it refuses.
              </p>
              <PolicyDiff before={write.before} after={drafted} />
            </>
          )}
        </>
      ) : (
        <PolicyDiff before={write.before} after={write.after ?? untried} drafted={drafted} />
      )}
      {write.notTried !== undefined && (
        <p className="px-3 py-1.5 text-hint text-unknown">
          Not tried: {write.notTried}. What is shown is the draft; what would be stored is unknown.
        </p>
      )}
      {write.kept?.map(({ field, managers }) => (
        <p key={field} className="px-3 py-1.5 text-hint text-warning">
          <span className="font-mono text-code">{field}</span> stays as it is though the draft leaves it out: managed by{' '}
          {managers.join(', ')}.
        </p>
      ))}
      {write.kept && (
        <div className="px-3 pb-2.5">
          <Button onClick={() => onReview({ exactly: true })}>Store exactly the draft instead</Button>
        </div>
      )}
    </section>
  );
}
