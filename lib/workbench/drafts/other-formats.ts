/** What other versions of the product kept: the first format is taken over, what does not read is left as it is. */

import { type DraftSet, draftFromFirstFormat } from '#draft';
import type { DraftStorage, Ports } from '../state/ports.ts';
import type { StrangeText } from '../state/state.ts';
import { type Desk, placeOf, putInPlace } from './desk.ts';

/** The draft of a cluster in one entry. */
const FIRST_FORMAT = 'netpol-studio/draft/';

export function takeUpFirstFormat(cluster: string, desk: Desk, { storage, newKey }: Ports): void {
  const draft = firstFormatOf(cluster, storage);
  for (const edit of draft?.edits ?? []) {
    const known = [...desk.draft.edits, ...desk.bin.map((left) => left.edit)].find(({ key }) => key === edit.key);
    if (known?.text === edit.text) continue;
    const key = known ? newKey() : edit.key;
    putInPlace(desk, { edit: { ...edit, key }, place: placeOf(desk, key) });
  }
}

/** It goes once each of its texts is stored in the newer way. */
export function dropFirstFormat(cluster: string, desk: Desk, storage: DraftStorage): void {
  const draft = firstFormatOf(cluster, storage);
  if (!draft) return;
  const texts = new Set([...desk.draft.edits, ...desk.bin.map((left) => left.edit)].map(({ text }) => text));
  if (draft.edits.every(({ text }) => texts.has(text))) storage.remove(FIRST_FORMAT + cluster);
}

function firstFormatOf(cluster: string, storage: DraftStorage): DraftSet | undefined {
  const text = storage.read(FIRST_FORMAT + cluster);
  return text === undefined ? undefined : draftFromFirstFormat(text);
}

export function strangeTexts(cluster: string, { shelf }: Desk, storage: DraftStorage): readonly StrangeText[] {
  const first = storage.read(FIRST_FORMAT + cluster);
  const isStrange = first !== undefined && !draftFromFirstFormat(first);
  const keys = shelf.keys().filter((key) => shelf.look(key).state === 'strange');
  return [
    ...(isStrange ? [{ name: FIRST_FORMAT + cluster, text: first }] : []),
    ...keys.map((key) => ({ name: key, text: shelf.text(key) ?? '' })),
  ];
}
