/**
 * A message as the data of a server-sent event: one line of JSON, and where a list is long a second one with such lists
 * packed, so that a page can hand those to its worker unread.
 */

import type { ClusterSnapshot } from './cluster-snapshot.ts';
import { LIST_NAMES, type ListName, listEntry } from './kinds/table.ts';
import type { ChangeMessage, SnapshotFacts, StreamMessage } from './message.ts';

/** Packed lists by name. */
type Packed = Readonly<Partial<Record<ListName, unknown>>>;

/** What goes over the wire. */
export function writeEvent(message: StreamMessage): string {
  switch (message.type) {
    case 'health':
    case 'session':
      return JSON.stringify(message);
    case 'snapshot': {
      const packed = packLong((list) => message.snapshot[list]);
      const emptied = eachOf(packed, () => []);
      return inLines({ ...message, snapshot: { ...message.snapshot, ...emptied } }, packed);
    }
    case 'change': {
      const packed = packLong((list) => message[list]?.set);
      const emptied = eachOf(packed, (list) => ({ set: [], gone: message[list]?.gone ?? [] }));
      return inLines({ ...message, ...emptied }, packed);
    }
  }
}

function packLong(itemsOf: (list: ListName) => readonly unknown[] | undefined): Packed {
  const packed = LIST_NAMES.flatMap((list) => {
    const { packing } = listEntry(list);
    const items = itemsOf(list) ?? [];
    return packing && items.length >= packing.from ? [[list, packing.pack(items)] as const] : [];
  });
  return Object.fromEntries(packed);
}

function eachOf(packed: Packed, make: (list: ListName) => unknown): Packed {
  return Object.fromEntries((Object.keys(packed) as ListName[]).map((list) => [list, make(list)]));
}

function inLines(message: object, packed: Packed): string {
  const text = JSON.stringify(message);
  return Object.keys(packed).length === 0 ? text : `${text}\n${JSON.stringify(packed)}`;
}

/** What came, with packed lists left as text. Throws SyntaxError where it is not JSON. */
export function readEvent(data: string): StreamMessage {
  const end = data.indexOf('\n');
  if (end < 0) return JSON.parse(data) as StreamMessage;
  return { ...(JSON.parse(data.slice(0, end)) as StreamMessage), packed: data.slice(end + 1) } as StreamMessage;
}

/** As it was meant. Throws where what is packed is not whole. */
export function unpackMessage<Message extends StreamMessage | SnapshotFacts>(message: Message): Message;
export function unpackMessage(message: StreamMessage | SnapshotFacts): StreamMessage | SnapshotFacts {
  if (message.type === 'health' || message.type === 'session' || message.packed === undefined) return message;
  const { packed: text, ...rest } = message;
  const packed = JSON.parse(text) as Packed;
  const unpacked = (list: ListName) => listEntry(list).packing?.unpack(packed[list]) ?? [];
  if (rest.type === 'snapshot')
    return { ...rest, snapshot: { ...rest.snapshot, ...eachOf(packed, unpacked) } as ClusterSnapshot };
  const set = eachOf(packed, (list) => ({ set: unpacked(list), gone: rest[list]?.gone ?? [] }));
  return { ...rest, ...set } as ChangeMessage;
}
