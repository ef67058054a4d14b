import { ScrollText } from 'lucide-react';
import type { Edit } from '#draft';
import type { NetworkPolicy } from '#engine';
import type { WritePreview } from '#stream';
import { classNames, Icon } from '#ui';
import { RefusalNotice } from './refusal-notice.tsx';
import { type ReviewLine, reviewLines } from './review-lines.ts';

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
  onTakeOver: () => void;
}

/** One policy: what the server would store against what it stores now, or why it refuses. */
export function ServerDiff({ write, place, drafted, edit, onTakeOver }: ServerDiffProps) {
  const slash = write.id.indexOf('/');
  const word = WORDS[write.outcome];
  return (
    <section aria-label={write.id}>
      <h3 className="sticky top-0 z-10 flex h-9 items-center gap-2 border-y border-line-1 bg-raised px-3 text-body">
        <Icon of={ScrollText} className="shrink-0 text-text-2" />
        <span className="shrink-0 text-text-2">{write.id.slice(0, slash)} /</span>
        <span className="min-w-0 truncate font-name text-text-1">{write.id.slice(slash + 1)}</span>
        <span className={classNames('shrink-0 font-name', word.colour)}>{word.text}</span>
        <span className="ml-auto shrink-0 text-hint text-text-3 tabular">{place}</span>
      </h3>
      {write.refusal ? (
        <RefusalNotice refusal={write.refusal} edit={edit} onTakeOver={onTakeOver} />
      ) : (
        <Lines lines={reviewLines({ before: write.before, after: write.after, drafted })} />
      )}
      {write.kept?.map(({ field, managers }) => (
        <p key={field} className="px-3 py-1.5 text-hint text-warning">
          <span className="font-mono text-code">{field}</span> stays as it is though the draft leaves it out: managed by{' '}
          {managers.join(', ')}.
        </p>
      ))}
    </section>
  );
}

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;

const LINE_LOOK = {
  same: '',
  added: 'bg-allowed-wash',
  removed: 'bg-denied-wash',
} as const;

const SIGN_LOOK = { same: '', added: 'text-allowed', removed: 'text-denied' } as const;

function Lines({ lines }: { lines: readonly ReviewLine[] }) {
  return (
    <ol className="overflow-x-auto py-1.5 font-mono text-list leading-[18px]">
      {lines.map((line, index) => (
        // Lines have no identity but their place, and the list is never reordered.
        <li
          key={`${index}`}
          className={classNames('flex w-fit min-w-full px-3', line.kind !== 'fold' && LINE_LOOK[line.kind])}
        >
          {line.kind === 'fold' ? (
            <span className="pl-10 text-text-3">… {line.lines} lines, unchanged</span>
          ) : (
            <>
              <span className={classNames('w-3.5 shrink-0 font-strong', SIGN_LOOK[line.kind])}>{SIGNS[line.kind]}</span>
              <span className="flex-1 whitespace-pre">
                <YamlLine text={line.text} />
              </span>
              {line.byServer && line.kind === 'added' && (
                <span className="shrink-0 pl-4 font-sans text-group text-text-2">added by the server</span>
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Key and value in their colours; enough for the plain YAML we write ourselves. */
function YamlLine({ text }: { text: string }) {
  const [, lead = '', key, colon = '', value = ''] = /^(\s*(?:- )*)([^\s#:"'][^:]*|"[^"]*")(:)(.*)$/.exec(text) ?? [];
  if (key === undefined) return <span className="text-code-value">{text}</span>;
  return (
    <>
      {lead}
      <span className="text-code-key">{key}</span>
      <span className="text-text-2">{colon}</span>
      <span className="text-code-value">{value}</span>
    </>
  );
}
