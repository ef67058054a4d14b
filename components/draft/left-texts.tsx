'use client';
import { ArchiveRestore } from 'lucide-react';
import { type LeftText, MOST_LEFT_TEXTS } from '#draft';
import { counted } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { Button, EmptyState, Icon, IconButton, LongName, Popover, PopoverClose } from '#ui';
import type { StrangeText } from '#workbench';
import { CopyButton } from './copy-button.tsx';
import { titleOf } from './edit-state.ts';
import { becauseWords, firstOwnLine } from './left-words.ts';

/** Everything that left the draft, each with its way back. */
export function LeftTexts() {
  const bin = useWorkbench((state) => state.bin);
  const strange = useWorkbench((state) => state.keeping.strange);
  const count = bin.length + strange.length;
  const trigger = (
    <IconButton label={`Texts that left the draft${count > 0 ? `, ${count}` : ''}`}>
      <Icon of={ArchiveRestore} size={16} />
    </IconButton>
  );
  return (
    <Popover trigger={trigger} label="Texts that left the draft" align="end" className="w-[420px]">
      <h2 className="mb-2 text-body font-strong text-text-1">Texts that left the draft</h2>
      {count === 0 ? (
        <EmptyState title="Nothing has left the draft.">
          What is discarded, applied or replaced stands here, so that nobody has to type it again: the last{' '}
          {MOST_LEFT_TEXTS} texts, in this browser.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line-1">
          {strange.map((text) => (
            <Strange key={text.name} strange={text} />
          ))}
          {bin.map((left) => (
            <Left key={left.edit.key} left={left} />
          ))}
        </ul>
      )}
    </Popover>
  );
}

function Left({ left: { edit, because, at } }: { left: LeftText }) {
  const { restore } = useIntents();
  const { namespace, name } = titleOf(edit, undefined);
  const time = new Date(at);
  return (
    <li className="flex items-start gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="flex min-w-0 items-baseline gap-1.5 text-body text-text-1">
          <LongName text={name} className="font-name" />
          <span className="shrink-0 text-group text-text-3">{namespace}</span>
        </p>
        <p className="text-list text-text-2">
          {becauseWords(because)},{' '}
          <time dateTime={time.toISOString()} className="tabular">
            {time.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}
          </time>
        </p>
        <p className="truncate font-mono text-code text-text-3" title={edit.text}>
          {firstOwnLine(edit)}
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-2 text-list">
        <CopyButton text={edit.text} label={`Copy ${name}`} />
        <PopoverClose>
          <Button aria-label={`Restore ${name} as an edit`} onClick={() => restore([edit.key])}>
            Restore
          </Button>
        </PopoverClose>
      </div>
    </li>
  );
}

/** Kept by a version that writes drafts in another way: it stays as it is, and can be taken along as text. */
function Strange({ strange: { name, text } }: { strange: StrangeText }) {
  const { openStrange } = useIntents();
  return (
    <li className="flex items-start gap-3 py-2">
      <div className="min-w-0 flex-1">
        <p className="text-body text-text-1">Kept by another version of Netpol Studio</p>
        <p className="text-list text-text-2">
          {counted(text.length, 'character')} that this version does not read. They are left as they are.
        </p>
      </div>
      <div className="flex shrink-0 items-center gap-2 text-list">
        <CopyButton text={text} label="Copy what another version kept" />
        <PopoverClose>
          <Button aria-label="Open what another version kept as an edit" onClick={() => openStrange(name)}>
            Open as text
          </Button>
        </PopoverClose>
      </div>
    </li>
  );
}
