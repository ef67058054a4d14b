'use client';
/** What one may want, from the button that begins a draft: each is on the map while it is looked at, and taken by one key. */

import { FilePenLine } from 'lucide-react';
import type { RecipeScope } from '#draft';
import { Button, Icon, Popover } from '#ui';
import { RecipeList } from './recipe-list.tsx';

export interface RecipePopoverProps {
  scope: RecipeScope;
  /** Of the button. */
  words: string;
  title: string;
  /** Begins a policy as text. */
  onBlank: () => void;
}

export function RecipePopover({ scope, words, title, onBlank }: RecipePopoverProps) {
  return (
    <Popover
      label={title}
      align="end"
      className="w-[428px] p-0!"
      trigger={
        <Button look="signal" icon={<Icon of={FilePenLine} />}>
          {words}
        </Button>
      }
    >
      <RecipeList scope={scope} title={title} onBlank={onBlank} />
    </Popover>
  );
}
