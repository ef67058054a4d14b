import { OctagonAlert } from 'lucide-react';
import type { Edit } from '#draft';
import type { Refusal, WritePreview } from '#stream';
import { Button, ForeignText, Icon } from '#ui';
import type { ReviewChoices } from '#workbench';
import { textWithTheirs } from './keep-theirs.ts';
import { refusalWords } from './refusal-words.ts';

export interface RefusalNoticeProps {
  /** What was refused, with what is stored now. */
  write: WritePreview;
  refusal: Refusal;
  edit: Edit | undefined;
  onReview: (choices: ReviewChoices) => void;
  onEdit: (edit: Edit, text?: string) => void;
}

/** A refusal in parts a person can act on; the server's own words are always there. */
export function RefusalNotice({ write, refusal, edit, onReview, onEdit }: RefusalNoticeProps) {
  const theirs = refusal.kind === 'conflict' ? textWithTheirs(edit, write.before, refusal) : undefined;
  const words = refusalWords(refusal, edit, write.id);
  return (
    <div role="alert" className="flex gap-2.5 bg-denied-wash px-3 py-3 text-body">
      <Icon of={OctagonAlert} size={16} className="mt-px shrink-0 text-denied" />
      <div className="min-w-0 flex-1">
        <p className="font-strong text-text-1">
          {words.title} <span className="font-normal text-text-2 tabular">({refusal.status})</span>
        </p>
        {words.message && (
          <p className="mt-0.5 whitespace-pre-wrap break-words text-text-2">
            <ForeignText text={words.message} />
          </p>
        )}
        {words.rows.length > 0 && (
          <ul className="mt-2 space-y-1.5">
            {words.rows.map((row) => (
              <li key={`${row.field} ${row.message}`}>
                <p className="flex flex-wrap items-baseline gap-x-2">
                  {row.field !== undefined && (
                    <span className="font-mono text-list break-all text-text-1">{row.field}</span>
                  )}
                  {row.line !== undefined && <span className="text-hint text-text-2 tabular">line {row.line}</span>}
                  {row.manager !== undefined && (
                    <span className="text-hint text-text-2">
                      managed by <span className="font-mono text-code text-text-1">{row.manager}</span>
                    </span>
                  )}
                </p>
                <p className="break-words text-list text-text-2">
                  <ForeignText text={row.message} />
                </p>
              </li>
            ))}
          </ul>
        )}
        {words.advice && <p className="mt-2 text-text-2">{words.advice}</p>}
        <div className="mt-2 flex flex-wrap gap-2 empty:hidden">
          {edit && theirs !== undefined && <Button onClick={() => onEdit(edit, theirs)}>Keep theirs</Button>}
          {refusal.kind === 'conflict' && (
            <Button onClick={() => onReview({ force: true })}>Take over these fields</Button>
          )}
          {refusal.kind === 'no-dry-run' && (
            <Button onClick={() => onReview({ withoutDryRun: true })}>Review it untried</Button>
          )}
          {edit && refusal.kind === 'conflict' && <Button onClick={() => onEdit(edit)}>Edit the draft</Button>}
        </div>
      </div>
    </div>
  );
}
