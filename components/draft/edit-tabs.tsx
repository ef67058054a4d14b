'use client';
import { OctagonAlert, Plus, X } from 'lucide-react';
import type { Marker } from '#manifest';
import { namespaceForDraft, selectedWorkload, useIntents, useWorkbench, useWorkbenchStore } from '#store';
import { classNames, Icon, IconButton, LongName } from '#ui';
import type { EditReading } from '#workbench';
import { type EditWord, titleOf, wordOf } from './edit-state.ts';
import { LeftTexts } from './left-texts.tsx';

const WORD_COLOURS: Readonly<Record<EditWord, string>> = {
  new: 'text-allowed',
  edited: 'text-warning',
  deletes: 'text-denied',
  unchanged: 'text-text-3',
};

/** One tab an edit; the last places make a new one and close the panel. */
export function EditTabs() {
  const intents = useIntents();
  const store = useWorkbenchStore();
  const draft = useWorkbench((state) => state.draft);
  const reading = useWorkbench((state) => state.reading);
  const snapshot = useWorkbench((state) => state.snapshot);
  return (
    <div className="flex h-[41px] shrink-0 items-stretch border-b border-line-2 bg-sunk">
      <div role="tablist" aria-label="Edits of the draft" className="flex min-w-0 flex-1 items-stretch overflow-x-auto">
        {draft.edits.map((edit) => {
          const word = wordOf(edit, { reading, ...(snapshot && { snapshot }) });
          const faults = gravest(reading.edits.find(({ key }) => key === edit.key));
          const title = titleOf(
            edit,
            reading.edits.find(({ key }) => key === edit.key),
          );
          const isShown = edit.key === draft.current;
          return (
            <button
              key={edit.key}
              type="button"
              role="tab"
              aria-selected={isShown}
              onClick={() => intents.showEdit(edit.key)}
              className={classNames(
                'ring-inside flex max-w-[260px] min-w-[120px] items-center gap-2 border-r border-line-2 border-t-2 px-2.5 text-left',
                isShown ? 'border-t-signal-ink bg-surface' : 'border-t-transparent text-text-2 hover:bg-surface',
              )}
            >
              <span className="flex min-w-0 flex-1 flex-col">
                <LongName text={title.name} className={classNames('text-body', isShown && 'font-name text-text-1')} />
                <span className="truncate text-group text-text-3">
                  {title.namespace}
                  {title.more > 0 && `, and ${title.more} more`}
                </span>
              </span>
              {faults.length > 0 && (
                <span className="flex shrink-0 items-center gap-1 text-hint text-denied tabular">
                  <Icon of={OctagonAlert} size={12} />
                  {faults.length}
                  <span className="sr-only"> {faults.length === 1 ? 'problem' : 'problems'}</span>
                </span>
              )}
              <span className={classNames('shrink-0 text-hint font-name', WORD_COLOURS[word])}>{word}</span>
            </button>
          );
        })}
      </div>
      <div className="flex shrink-0 items-center gap-1 border-l border-line-2 px-1.5">
        <LeftTexts />
        <IconButton
          label="New policy"
          onClick={() => {
            const state = store.getState();
            intents.newPolicy(namespaceForDraft(state), selectedWorkload(state));
          }}
        >
          <Icon of={Plus} size={16} />
        </IconButton>
        <IconButton label="Close the draft; it is kept" onClick={() => intents.closeDraft()}>
          <Icon of={X} size={16} />
        </IconButton>
      </div>
    </div>
  );
}

/** What keeps a text from being a policy, in whichever tab it stands. */
function gravest(reading: EditReading | undefined): readonly Marker[] {
  const problems = reading?.documents.flatMap((document) => document.problems) ?? [];
  return problems.filter(({ severity }) => severity === 'error');
}
