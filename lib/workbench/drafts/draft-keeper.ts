/**
 * The one way to another draft. Whatever an act makes of it, a text that is not in the draft any more goes to the texts
 * that left it, and both are written to the browser's storage at once. Nothing else sets the draft.
 */

import {
  type DraftSet,
  draftFromFirstFormat,
  type Edit,
  hasOwnText,
  isMostlyTaken,
  type LeftBecause,
  type LeftText,
  putAway,
  takeOut,
} from '#draft';
import type { ScreenSnapshot } from '#stream';
import type { Ports } from '../state/ports.ts';
import type { StrangeText, WorkbenchState } from '../state/state.ts';
import type { GetState, SetState } from '../state/state-access.ts';
import { type Desk, meetRecord, place, placeOf, saveDesk } from './desk.ts';
import { createDraftShelf } from './draft-shelf.ts';
import { isAsBegun } from './new-policy.ts';
import { storedVersion } from './writes.ts';

export interface DraftKeeper {
  /** Answers with what left the draft by it. */
  take(draft: DraftSet, act: LeftBecause | 'typed', more?: Partial<WorkbenchState>): readonly LeftText[];
  /** Edits that left the draft are in it again, beside those that are there. */
  takeBack(edits: readonly Edit[], more?: Partial<WorkbenchState>): void;
  /** A snapshot came of a cluster: the draft is what is kept for it. Answers whether another one was shown before. */
  openCluster(): boolean;
  /** Takes in what other tabs wrote: of one name, or of all. */
  meetOthers(name?: string): void;
  /** Tries once more to store what could not be stored. */
  flush(): void;
}

/** The draft of a cluster in one entry, and which edit was open in it. */
const FIRST_FORMAT = 'netpol-studio/draft/';
const CURRENT = 'netpol-studio/current/';

const BOTH_KEPT: Partial<WorkbenchState> = { notice: { type: 'both-kept' } };

export function createDraftKeeper(get: GetState, set: SetState, ports: Ports): DraftKeeper {
  const page = ports.newKey();
  const desks = new Map<string, Desk>();
  let cluster: string | undefined;
  let savedCurrent: string | undefined;

  const deskOf = (name: string): Desk => {
    const desk = desks.get(name) ?? emptyDesk(name, page, ports);
    desks.set(name, desk);
    return desk;
  };
  /** The desk with the draft as the state has it. */
  const openDesk = (): Desk | undefined => {
    if (cluster === undefined) return undefined;
    const { draft, bin } = get();
    return Object.assign(deskOf(cluster), { draft, bin });
  };
  const save = () => {
    const desk = openDesk();
    if (!desk || cluster === undefined) return;
    const fault = saveDesk(desk, ports.newKey);
    show(desk, BOTH_KEPT);
    const { keeping, draft } = get();
    if (keeping.fault !== fault) set({ keeping: { strange: keeping.strange, ...(fault && { fault }) } });
    if (draft.current !== savedCurrent) ports.storage.write(CURRENT + cluster, draft.current ?? '');
    savedCurrent = draft.current;
    if (!fault) dropFirstFormat(cluster, desk, ports);
  };
  /** What other tabs brought onto the desk is in the state. */
  const show = (desk: Desk, more: Partial<WorkbenchState> = {}) => {
    const { draft, bin } = get();
    if (desk.draft === draft && desk.bin === bin) return;
    set({ draft: desk.draft, bin: desk.bin, turn: postDraft(desk.draft, ports), ...more });
  };
  const meet = (keys: readonly string[]) => {
    const desk = keys.length > 0 && openDesk();
    if (!desk) return;
    const met = keys.map((key) => meetRecord(desk, key, ports.newKey));
    show(desk, met.includes('both-kept') ? BOTH_KEPT : {});
    save();
  };

  return {
    take: (draft, act, more = {}) => {
      // The analyst first: it reads while the rest of the page takes the draft in.
      const turn = postDraft(draft, ports);
      const { draft: before, bin, snapshot } = get();
      const left = leftBy(before, draft, act, bin, snapshot, ports);
      const out = draft.edits.reduce((rest, edit) => takeOut(rest, edit.key), bin);
      set({ draft, bin: putAway(out, left), turn, ...more });
      save();
      return left;
    },
    takeBack: (edits, more = {}) => {
      const { draft, bin } = get();
      const back = edits.filter(({ key }) => !draft.edits.some((edit) => edit.key === key));
      const desk = openDesk() ?? Object.assign(emptyDesk('', page, ports), { draft, bin });
      for (const edit of back) place(desk, { edit, place: placeOf(desk, edit.key) });
      show(desk);
      set(more);
      save();
    },
    openCluster: () => {
      const name = clusterKey(get().snapshot);
      const isOther = name !== cluster;
      const current = (isOther && ports.storage.read(CURRENT + name)) || get().draft.current;
      openDesk();
      // What was typed before the first snapshot came belongs to it.
      const typed = cluster === undefined ? get().draft.edits : [];
      cluster = name;
      const desk = deskOf(name);
      for (const edit of typed) place(desk, { edit, place: placeOf(desk, edit.key) });
      const keys = new Set([...desk.shelf.keys(), ...desk.shelf.knownKeys()]);
      for (const key of keys) meetRecord(desk, key, ports.newKey);
      takeUpFirstFormat(name, desk, ports);
      if (current && desk.draft.edits.some(({ key }) => key === current)) desk.draft = { ...desk.draft, current };
      const strange = strangeTexts(name, desk, ports);
      const turn = postDraft(desk.draft, ports);
      set({ draft: desk.draft, bin: desk.bin, turn, keeping: { strange }, ...(isOther && { notice: undefined }) });
      save();
      return isOther;
    },
    meetOthers: (name) => {
      if (cluster === undefined) return;
      const { shelf } = deskOf(cluster);
      const all = [...new Set([...shelf.keys(), ...shelf.knownKeys()])];
      meet(name === undefined ? all : all.filter((key) => name.endsWith(`/${key}`)));
    },
    flush: () => {
      for (const [name, desk] of desks) if (name !== cluster) saveDesk(desk, ports.newKey);
      save();
    },
  };
}

/** Every text gets a turn of its own, so that a reading can be held against the text it belongs to. */
export function postDraft({ edits }: DraftSet, ports: Ports): number {
  const turn = ports.nextTurn();
  ports.postToAnalyst({ type: 'draft', turn, edits });
  return turn;
}

function emptyDesk(cluster: string, page: string, { storage }: Ports): Desk {
  const shelf = createDraftShelf(storage, cluster, page);
  return { shelf, places: new Map(), draft: { edits: [] }, bin: [] };
}

/** What stood in the draft before and does not after. */
function leftBy(
  before: DraftSet,
  after: DraftSet,
  act: LeftBecause | 'typed',
  bin: readonly LeftText[],
  snapshot: ScreenSnapshot | undefined,
  ports: Ports,
): readonly LeftText[] {
  const at = ports.wallClock();
  return before.edits.flatMap((edit): readonly LeftText[] => {
    const now = after.edits.find(({ key }) => key === edit.key);
    if (now === edit || !isWorthKeeping(edit, snapshot)) return [];
    if (!now) return [{ edit, because: act === 'typed' ? 'discarded' : act, at }];
    const because = now.action === 'delete' ? 'deletion' : 'replaced';
    const isGone = now.action === 'delete' || (act === 'replaced' && now.text !== edit.text);
    if (!isGone && !isMostlyTaken(edit.text, now.text)) return [];
    // Undo and redo of a large change must not fill the bin with the same two texts.
    const same = bin.find((left) => left.edit.text === edit.text && left.because === because);
    return [{ edit: { ...edit, key: same?.edit.key ?? ports.newKey() }, because, at }];
  });
}

/** What was begun and left alone can be begun again; so can a stored policy, as long as it is stored as it was. */
function isWorthKeeping(edit: Edit, snapshot: ScreenSnapshot | undefined): boolean {
  if (isAsBegun(edit)) return false;
  if (hasOwnText(edit)) return true;
  if (edit.action === 'delete' || edit.text.trim() === '' || !edit.baseId) return false;
  const stored = snapshot && storedVersion(snapshot, edit.baseId);
  return stored?.resourceVersion !== edit.base?.resourceVersion;
}

function takeUpFirstFormat(cluster: string, desk: Desk, { storage, newKey }: Ports): void {
  const draft = firstFormatOf(cluster, { storage });
  for (const edit of draft?.edits ?? []) {
    const known = [...desk.draft.edits, ...desk.bin.map((left) => left.edit)].find(({ key }) => key === edit.key);
    if (known?.text === edit.text) continue;
    const key = known ? newKey() : edit.key;
    place(desk, { edit: { ...edit, key }, place: placeOf(desk, key) });
  }
}

/** It goes once each of its texts is stored in the newer way. */
function dropFirstFormat(cluster: string, desk: Desk, { storage }: Ports): void {
  const draft = firstFormatOf(cluster, { storage });
  if (!draft) return;
  const texts = new Set([...desk.draft.edits, ...desk.bin.map((left) => left.edit)].map(({ text }) => text));
  if (draft.edits.every(({ text }) => texts.has(text))) storage.remove(FIRST_FORMAT + cluster);
}

function firstFormatOf(cluster: string, { storage }: Pick<Ports, 'storage'>): DraftSet | undefined {
  const text = storage.read(FIRST_FORMAT + cluster);
  return text === undefined ? undefined : draftFromFirstFormat(text);
}

function strangeTexts(cluster: string, { shelf }: Desk, { storage }: Ports): readonly StrangeText[] {
  const first = storage.read(FIRST_FORMAT + cluster);
  const isStrange = first !== undefined && !draftFromFirstFormat(first);
  const keys = shelf.keys().filter((key) => shelf.look(key).state === 'strange');
  return [
    ...(isStrange ? [{ name: FIRST_FORMAT + cluster, text: first }] : []),
    ...keys.map((key) => ({ name: key, text: shelf.text(key) ?? '' })),
  ];
}

/** Name and server, not the uid: a demo started anew is the same place to its user. */
function clusterKey(snapshot: ScreenSnapshot | undefined): string {
  return snapshot ? `${snapshot.cluster.mode}/${snapshot.cluster.name}` : 'none';
}
