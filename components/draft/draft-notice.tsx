'use client';
import { ArchiveRestore, X } from 'lucide-react';
import { useEffect } from 'react';
import { useIntents, useWorkbench } from '#store';
import { Button, classNames, Icon, IconButton } from '#ui';
import type { DraftNotice as Notice } from '#workbench';
import { noticeWords, partedWords } from './left-words.ts';

/** Long enough to be read twice; what it offers stands among the texts that left the draft as well. */
const STANDS_MS = 20_000;

/** Says what has just become of a text, with the way back. Above the toast of an apply. */
export function DraftNoticeBar() {
  const intents = useIntents();
  const notice = useWorkbench((state) => state.notice);
  const isApplied = useWorkbench(({ apply }) => ['applied', 'undoing', 'undone'].includes(apply.stage));
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => intents.dismissNotice(), STANDS_MS);
    return () => clearTimeout(timer);
  }, [notice, intents]);
  if (!notice) return null;
  return (
    <div
      role="status"
      className={classNames(
        'absolute left-1/2 z-30 flex max-w-[calc(100%-28px)] -translate-x-1/2 items-center gap-3.5 rounded-plate border border-line-2 bg-overlay px-3.5 py-2 shadow-popover',
        isApplied ? 'bottom-36' : 'bottom-12',
      )}
    >
      <Icon of={ArchiveRestore} size={16} className="shrink-0 text-text-2" />
      <p className="min-w-0 break-words text-body text-text-1">{wordsOf(notice)}</p>
      {notice.type === 'left' && (
        <Button onClick={() => intents.restore(notice.edits.map(({ key }) => key))}>Undo</Button>
      )}
      <IconButton label="Dismiss" onClick={() => intents.dismissNotice()}>
        <Icon of={X} size={16} />
      </IconButton>
    </div>
  );
}

function wordsOf(notice: Notice): string {
  switch (notice.type) {
    case 'left':
      return noticeWords(notice.because, notice.edits);
    case 'parted':
      return partedWords(notice);
    case 'both-kept':
      return 'Another tab changed the same edit. Both texts are in the draft.';
  }
}
