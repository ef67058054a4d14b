'use client';
import { useState } from 'react';
import { LinkButton } from '#ui';
import { copyText } from './export/take-along.ts';

export interface CopyButtonProps {
  text: string;
  /** Read aloud: what it copies. */
  label: string;
  children?: string;
}

/** Says whether it worked, since nothing else on the page changes. */
export function CopyButton({ text, label, children = 'Copy' }: CopyButtonProps) {
  const [state, setState] = useState<'ready' | 'copied' | 'refused'>('ready');
  const copy = () => void copyText(text).then((worked) => setState(worked ? 'copied' : 'refused'));
  return (
    <>
      <LinkButton aria-label={label} onClick={copy} onBlur={() => setState('ready')}>
        {children}
      </LinkButton>
      <span role="status" className="text-hint text-text-2">
        {state === 'copied' && 'Copied'}
        {state === 'refused' && 'The browser refuses to copy'}
      </span>
    </>
  );
}
