/**
 * The one way to another draft. Whatever an act makes of it, a text that is not in the draft any more goes to the texts
 * that left it, and both are written to the browser's storage at once. Nothing else sets the draft.
 */

import { type DraftSet, type Edit, type LeftText, putAway, takeOut } from '#draft';
import type { ScreenSnapshot } from '#stream';
import type { Ports } from '../state/ports.ts';
import type { WorkbenchState } from '../state/state.ts';
import type { GetState, SetState } from '../state/state-access.ts';
import { type Desk, meetRecord, placeOf, putInPlace, saveDesk } from './desk.ts';
import { createDraftShelf } from './draft-shelf.ts';
import { type DraftAct, leftBy } from './left-by.ts';
import { dropFirstFormat, strangeTexts, takeUpFirstFormat } from './other-formats.ts';

/** Which edit was open. */
const CURRENT = 'netpol-studio/current/';

const BOTH_KEPT: Partial<WorkbenchState> = { notice: { type: 'both-kept' } };

export class DraftKeeper {
  readonly #get: GetState;
  readonly #set: SetState;
  readonly #ports: Ports;
  /** Names this page to other tabs. */
  readonly #page: string;
  /** By cluster. The draft of the one that is shown is in the state. */
  readonly #desks = new Map<string, Desk>();
  #cluster: string | undefined;
  #savedCurrent: string | undefined;

  constructor(get: GetState, set: SetState, ports: Ports) {
    this.#get = get;
    this.#set = set;
    this.#ports = ports;
    this.#page = ports.newKey();
  }

  /** Answers with what left the draft by it. */
  take(draft: DraftSet, act: DraftAct, more: Partial<WorkbenchState> = {}): readonly LeftText[] {
    // The analyst first: it reads while the rest of the page takes the draft in.
    const turn = this.#post(draft);
    const left = leftBy(act, draft, this.#get(), this.#ports);
    const out = draft.edits.reduce((rest, { key }) => takeOut(rest, key), this.#get().bin);
    this.#set({ draft, bin: putAway(out, left), turn, preview: undefined, ...more });
    this.#save();
    return left;
  }

  /** Has a draft read that is kept nowhere; undefined has the draft itself read again. */
  preview(preview: DraftSet | undefined): void {
    if (preview === undefined && this.#get().preview === undefined) return;
    this.#set({ preview, turn: preview ? this.#post(preview, true) : this.#post(this.#get().draft) });
  }

  /** Edits that left the draft are in it again, beside those that are there. */
  takeBack(edits: readonly Edit[], more: Partial<WorkbenchState> = {}): void {
    const { draft, bin } = this.#get();
    const desk = this.#openDesk() ?? Object.assign(this.#newDesk(''), { draft, bin });
    for (const edit of edits) {
      if (!draft.edits.some(({ key }) => key === edit.key)) putInPlace(desk, { edit, place: placeOf(desk, edit.key) });
    }
    this.#show(desk, more);
    this.#save();
  }

  /** A snapshot came of a cluster: the draft is what is kept for it. Answers whether another one was shown before. */
  openCluster(): boolean {
    const { storage, newKey } = this.#ports;
    const name = clusterKey(this.#get().snapshot);
    const isOther = name !== this.#cluster;
    const current = (isOther && storage.read(CURRENT + name)) || this.#get().draft.current;
    // What was typed before the first snapshot came belongs to it.
    const typed = this.#openDesk() ? [] : this.#get().draft.edits;
    this.#cluster = name;
    const desk = this.#deskOf(name);
    for (const edit of typed) putInPlace(desk, { edit, place: placeOf(desk, edit.key) });
    for (const key of keysOf(desk)) meetRecord(desk, key, newKey);
    takeUpFirstFormat(name, desk, this.#ports);
    if (current && desk.draft.edits.some(({ key }) => key === current)) desk.draft = { ...desk.draft, current };
    const keeping = { strange: strangeTexts(name, desk, storage) };
    const { draft, bin } = desk;
    this.#set({ draft, bin, turn: this.#post(draft), keeping, ...(isOther && { notice: undefined }) });
    this.#save();
    return isOther;
  }

  /** Takes in what other tabs wrote: of one name, or of all. */
  meetOthers(name?: string): void {
    const desk = this.#openDesk();
    const keys = desk ? keysOf(desk).filter((key) => name === undefined || name.endsWith(`/${key}`)) : [];
    if (!desk || keys.length === 0) return;
    const met = keys.map((key) => meetRecord(desk, key, this.#ports.newKey));
    this.#show(desk, met.includes('both-kept') ? BOTH_KEPT : {});
    this.#save();
  }

  /** Tries once more to store what could not be stored. */
  flush(): void {
    for (const [name, desk] of this.#desks) if (name !== this.#cluster) saveDesk(desk, this.#ports.newKey);
    this.#save();
  }

  /** Every text gets a turn of its own, so that a reading can be held against the text it belongs to. */
  #post({ edits }: DraftSet, isPreview = false): number {
    const turn = this.#ports.nextTurn();
    this.#ports.postToAnalyst({ type: 'draft', turn, edits, ...(isPreview && { preview: true }) });
    return turn;
  }

  #deskOf(cluster: string): Desk {
    const desk = this.#desks.get(cluster) ?? this.#newDesk(cluster);
    this.#desks.set(cluster, desk);
    return desk;
  }

  #newDesk(cluster: string): Desk {
    const shelf = createDraftShelf(this.#ports.storage, cluster, this.#page);
    return { shelf, places: new Map(), draft: { edits: [] }, bin: [] };
  }

  /** Of the cluster that is shown, with the draft as the state has it. */
  #openDesk(): Desk | undefined {
    if (this.#cluster === undefined) return undefined;
    const { draft, bin } = this.#get();
    return Object.assign(this.#deskOf(this.#cluster), { draft, bin });
  }

  /** What other tabs, or a person's way back, brought onto the desk is in the state. */
  #show(desk: Desk, more: Partial<WorkbenchState>): void {
    const { draft, bin } = this.#get();
    if (desk.draft === draft && desk.bin === bin) return;
    this.#set({ draft: desk.draft, bin: desk.bin, turn: this.#post(desk.draft), ...more });
  }

  #save(): void {
    const desk = this.#openDesk();
    if (!desk || this.#cluster === undefined) return;
    const { storage, newKey } = this.#ports;
    const fault = saveDesk(desk, newKey);
    this.#show(desk, BOTH_KEPT);
    const { keeping, draft } = this.#get();
    if (keeping.fault !== fault) this.#set({ keeping: { strange: keeping.strange, ...(fault && { fault }) } });
    if (draft.current !== this.#savedCurrent) storage.write(CURRENT + this.#cluster, draft.current ?? '');
    this.#savedCurrent = draft.current;
    if (!fault) dropFirstFormat(this.#cluster, desk, storage);
  }
}

function keysOf({ shelf }: Desk): readonly string[] {
  return [...new Set([...shelf.keys(), ...shelf.knownKeys()])];
}

/** Name and server, not the uid: a demo started anew is the same place to its user. */
function clusterKey(snapshot: ScreenSnapshot | undefined): string {
  return snapshot ? `${snapshot.cluster.mode}/${snapshot.cluster.name}` : 'none';
}
