/**
 * The texts of drafts that this browser keeps for this address, whichever cluster they are of: they can be taken along
 * also where nobody is signed in. A browser keeps them by address, and gives them to no page of another one.
 */

import { draftFromFirstFormat, type Edit, recordFromText } from '#draft';
import type { DraftStorage } from '#workbench';

export function keptTexts(storage: Pick<DraftStorage, 'names' | 'read'>): readonly string[] {
  const read = (prefix: string) => storage.names(prefix).flatMap((name) => storage.read(name) ?? []);
  const edits = [
    ...read('netpol-studio/edits/').flatMap((text): readonly Edit[] => {
      const record = recordFromText(text);
      return record && !record.left ? [record.edit] : [];
    }),
    ...read('netpol-studio/draft/').flatMap((text) => draftFromFirstFormat(text)?.edits ?? []),
  ];
  const texts = edits.filter(({ action, text }) => action === 'put' && text.trim() !== '').map(({ text }) => text);
  return [...new Set(texts)];
}
