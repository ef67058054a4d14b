'use client';
import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { counted } from '#engine';
import { draftStorage, keptTexts } from '#store';
import { Button, downloadText, Icon } from '#ui';

/** Drafts of earlier visits to this address, to be taken along where no cluster is shown to open them on. */
export function KeptDrafts() {
  const [texts, setTexts] = useState<readonly string[]>([]);
  // Pages are built before there is a browser.
  useEffect(() => setTexts(keptTexts(draftStorage)), []);
  if (texts.length === 0) return null;
  const whole = texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('---\n');
  return (
    <section aria-label="Drafts kept here" className="flex items-center gap-3 border-t border-line-2 py-3.5">
      <p className="min-w-0 flex-1 text-body text-text-1">
        {counted(texts.length, 'drafted text')} {texts.length === 1 ? 'is' : 'are'} kept here. A browser keeps them by
        address: at another one, drop the file on the draft.
      </p>
      <Button icon={<Icon of={FileDown} />} onClick={() => downloadText('netpol-drafts.yaml', whole)}>
        Download
      </Button>
    </section>
  );
}
