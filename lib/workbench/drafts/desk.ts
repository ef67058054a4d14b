/**
 * The draft and the texts that left it, for one cluster, held together with what stands in the browser's storage. Where
 * two tabs changed the same edit without having seen one another, both texts are kept, each as an edit of its own.
 */

import {
  type DraftRecord,
  type DraftSet,
  discardEdit,
  hasOwnText,
  type LeftText,
  MOST_LEFT_TEXTS,
  putAway,
  takeOut,
} from '#draft';
import type { StorageFault } from '../state/ports.ts';
import type { DraftShelf, ShelfEntry } from './draft-shelf.ts';

export interface Desk {
  readonly shelf: DraftShelf;
  readonly places: Map<string, number>;
  draft: DraftSet;
  bin: readonly LeftText[];
}

/** What reading a record that another tab wrote came to. */
export type Met = 'nothing' | 'taken' | 'both-kept';

/** Brings the storage up to the desk; what cannot be stored is tried again the next time. */
export function saveDesk(desk: Desk, newKey: () => string): StorageFault | undefined {
  let fault: StorageFault | undefined;
  for (const entry of entriesOf(desk)) {
    if (!desk.shelf.holds(entry)) fault = saveEntry(desk, entry, newKey) ?? fault;
  }
  // Until all is stored nothing is removed: what is still there may be the only copy.
  if (!fault) removeRest(desk);
  return fault;
}

/** Takes in what another tab made of one record. */
export function meetRecord(desk: Desk, key: string, newKey: () => string): Met {
  const { shelf } = desk;
  const standing = shelf.look(key);
  switch (standing.state) {
    case 'known':
      return 'nothing';
    case 'strange':
      shelf.forget(key);
      return 'nothing';
    case 'gone':
      return forgetRecord(desk, key);
    case 'other': {
      const { record } = standing;
      const mine = entryOf(desk, key);
      const keepsBoth = mine !== undefined && !isTakenIn(desk, mine, record);
      if (keepsBoth) moveEntry(desk, mine, newKey());
      shelf.accept(record);
      putInPlace(desk, record);
      return keepsBoth ? 'both-kept' : 'taken';
    }
  }
}

/** Puts an entry where it belongs: into the draft, at its place, or among what left it. */
export function putInPlace(desk: Desk, { edit, place: at, left }: ShelfEntry): void {
  desk.places.set(edit.key, at);
  if (left) {
    desk.draft = discardEdit(desk.draft, edit.key);
    desk.bin = putAway(desk.bin, [{ edit, ...left }]);
    return;
  }
  desk.bin = takeOut(desk.bin, edit.key);
  const others = desk.draft.edits.filter(({ key }) => key !== edit.key);
  const edits = [...others, edit].sort((one, other) => placeOf(desk, one.key) - placeOf(desk, other.key));
  desk.draft = { edits, current: desk.draft.current ?? edit.key };
}

/** An edit seen for the first time stands after all others. */
export function placeOf({ places }: Desk, key: string): number {
  const known = places.get(key);
  if (known !== undefined) return known;
  const next = Math.max(0, ...places.values()) + 1;
  places.set(key, next);
  return next;
}

function entriesOf(desk: Desk): readonly ShelfEntry[] {
  const live = desk.draft.edits.map((edit): ShelfEntry => ({ edit, place: placeOf(desk, edit.key) }));
  return [...live, ...desk.bin.map((left) => entryOfLeft(desk, left))];
}

function entryOf(desk: Desk, key: string): ShelfEntry | undefined {
  const edit = desk.draft.edits.find((candidate) => candidate.key === key);
  if (edit) return { edit, place: placeOf(desk, key) };
  const left = desk.bin.find((candidate) => candidate.edit.key === key);
  return left && entryOfLeft(desk, left);
}

function entryOfLeft(desk: Desk, { edit, because, at }: LeftText): ShelfEntry {
  return { edit, place: placeOf(desk, edit.key), left: { because, at } };
}

function saveEntry(desk: Desk, entry: ShelfEntry, newKey: () => string): StorageFault | undefined {
  const { shelf } = desk;
  const standing = shelf.look(entry.edit.key);
  // What this version cannot read is not its to write over.
  if (standing.state === 'strange') return shelf.put(moveEntry(desk, entry, newKey()));
  if (standing.state !== 'other') return shelf.put(entry);
  const { record } = standing;
  if (wouldLose(desk, entry, record)) {
    const key = newKey();
    const apart = { ...entryIn(record), edit: { ...record.edit, key }, place: placeOf(desk, key) };
    const fault = shelf.put(apart);
    if (fault) return fault;
    putInPlace(desk, apart);
  }
  shelf.accept(record);
  return shelf.put(entry);
}

/** The entry goes on under another key: the record of its own belongs to someone else. */
function moveEntry(desk: Desk, entry: ShelfEntry, key: string): ShelfEntry {
  const old = entry.edit.key;
  const isCurrent = desk.draft.current === old;
  const moved = { ...entry, edit: { ...entry.edit, key }, place: placeOf(desk, key) };
  desk.draft = discardEdit(desk.draft, old);
  desk.bin = takeOut(desk.bin, old);
  putInPlace(desk, moved);
  if (isCurrent) desk.draft = { ...desk.draft, current: key };
  return moved;
}

/** Whether writing the entry over the record would take a text away that this page has never read. */
function wouldLose({ shelf }: Desk, entry: ShelfEntry, record: DraftRecord): boolean {
  const { text } = record.edit;
  return hasOwnText(record.edit) && text !== entry.edit.text && text !== shelf.known(entry.edit.key)?.edit.text;
}

/** Whether the record may stand in the place of the entry: its writer knew the text, or there is none to lose. */
function isTakenIn({ shelf }: Desk, mine: ShelfEntry, record: DraftRecord): boolean {
  if (mine.edit.text === record.edit.text || !hasOwnText(mine.edit)) return true;
  return shelf.known(mine.edit.key)?.edit.text === mine.edit.text && shelf.isSeenBy(record);
}

/** Another tab let go of it, or someone emptied the storage: then texts are written anew with the next act. */
function forgetRecord(desk: Desk, key: string): Met {
  const { shelf } = desk;
  if (!shelf.known(key)) return 'nothing';
  shelf.forget(key);
  const mine = entryOf(desk, key);
  // What holds no text of its own is discarded without a trace; the oldest text goes where there are too many.
  const isOver = mine && (mine.left ? desk.bin.length >= MOST_LEFT_TEXTS : !hasOwnText(mine.edit));
  if (!isOver) return 'nothing';
  desk.draft = discardEdit(desk.draft, key);
  desk.bin = takeOut(desk.bin, key);
  return 'taken';
}

function removeRest({ shelf, draft, bin }: Desk): void {
  const kept = new Set([...draft.edits.map(({ key }) => key), ...bin.map(({ edit }) => edit.key)]);
  for (const key of shelf.knownKeys()) {
    if (!kept.has(key) && shelf.look(key).state === 'known') shelf.remove(key);
  }
}

function entryIn({ edit, place: at, left }: DraftRecord): ShelfEntry {
  return { edit, place: at, ...(left && { left }) };
}
