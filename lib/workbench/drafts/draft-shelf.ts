/**
 * The records of one cluster's drafts in the browser's storage, beside what this page read or wrote of each last. Other
 * tabs write the same records: a record is read before it is written over, and says whose writes it has taken in.
 */

import { type DraftRecord, recordFromText, recordToText } from '#draft';
import type { DraftStorage, StorageFault } from '../state/ports.ts';

/** A record less the bookkeeping of who wrote it. */
export type ShelfEntry = Omit<DraftRecord, 'seen'>;

/** What stands in the storage under a key, against what this page knows of it. */
export type RecordState =
  | { readonly state: 'known' }
  | { readonly state: 'gone' }
  /** Written by another tab since. */
  | { readonly state: 'other'; readonly record: DraftRecord }
  /** Of a format that this version does not read. */
  | { readonly state: 'strange' };

export interface DraftShelf {
  keys(): readonly string[];
  /** As it stands in the storage, readable or not. */
  text(key: string): string | undefined;
  look(key: string): RecordState;
  /** Whether this page holds exactly this entry to be stored. */
  holds(entry: ShelfEntry): boolean;
  /** The entry as this page read or wrote it last. */
  known(key: string): ShelfEntry | undefined;
  knownKeys(): readonly string[];
  /** Whether who wrote the record had read what this page wrote of it last. */
  isSeenBy(record: DraftRecord): boolean;
  /** From now on the record is what this page knows. */
  accept(record: DraftRecord): void;
  put(entry: ShelfEntry): StorageFault | undefined;
  remove(key: string): void;
  /** It is not in the storage any more, or not readable there. */
  forget(key: string): void;
}

const ROOT = 'netpol-studio/edits/';
/** Pages come and go with every reload; whoever is forgotten here is taken not to have been seen, which loses nothing. */
const MOST_SEEN = 12;

interface Known {
  readonly raw: string | undefined;
  readonly record: DraftRecord;
}

export function createDraftShelf(storage: DraftStorage, cluster: string, page: string): DraftShelf {
  const prefix = `${ROOT}${encodeURIComponent(cluster)}/`;
  const nameOf = (key: string) => prefix + key;
  const known = new Map<string, Known>();
  const written = new Map<string, number>();

  return {
    keys: () => storage.names(prefix).map((name) => name.slice(prefix.length)),
    text: (key) => storage.read(nameOf(key)),
    look: (key) => {
      const raw = storage.read(nameOf(key));
      if (raw === known.get(key)?.raw) return { state: raw === undefined ? 'gone' : 'known' };
      if (raw === undefined) return { state: 'gone' };
      const record = recordFromText(raw);
      return record?.edit.key === key ? { state: 'other', record } : { state: 'strange' };
    },
    holds: ({ edit, place, left }) => {
      const it = known.get(edit.key);
      return it?.raw !== undefined && isSame(it.record, { edit, place, ...(left && { left }) });
    },
    known: (key) => known.get(key)?.record,
    knownKeys: () => [...known.keys()],
    isSeenBy: ({ edit, seen }) => (seen[page] ?? 0) >= (written.get(edit.key) ?? 0),
    accept: (record) => known.set(record.edit.key, { raw: storage.read(nameOf(record.edit.key)), record }),
    put: (entry) => {
      const { key } = entry.edit;
      const count = (written.get(key) ?? 0) + 1;
      const { [page]: _, ...others } = known.get(key)?.record.seen ?? {};
      const seen = Object.fromEntries([...Object.entries(others), [page, count]].slice(-MOST_SEEN));
      const record: DraftRecord = { ...entry, seen };
      const raw = recordToText(record);
      const fault = storage.write(nameOf(key), raw);
      if (fault) return fault;
      written.set(key, count);
      known.set(key, { raw, record });
      return undefined;
    },
    remove: (key) => {
      storage.remove(nameOf(key));
      known.delete(key);
    },
    forget: (key) => void known.delete(key),
  };
}

function isSame(one: ShelfEntry, other: ShelfEntry): boolean {
  if (one.edit !== other.edit || one.place !== other.place) return false;
  return one.left?.because === other.left?.because && one.left?.at === other.left?.at;
}
