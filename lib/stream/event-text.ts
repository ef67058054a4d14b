/**
 * A message as the data of a server-sent event: one line of JSON, and a second one with the pods where there are many,
 * so that a page can hand those to its worker unread.
 */

import type { SnapshotFacts, StreamMessage } from './message.ts';
import { type PackedPods, packPods, unpackPods } from './packed-pods.ts';

/** So many pods are worth packing; fewer are easier to read as they are. */
const MANY_PODS = 500;

/** What goes over the wire. */
export function writeEvent(message: StreamMessage): string {
  switch (message.type) {
    case 'health':
    case 'session':
      return JSON.stringify(message);
    case 'snapshot': {
      const { pods } = message.snapshot;
      if (pods.length < MANY_PODS) return JSON.stringify(message);
      return twoLines({ ...message, snapshot: { ...message.snapshot, pods: [] } }, packPods(pods));
    }
    case 'change': {
      const { pods } = message;
      if (pods === undefined || pods.set.length < MANY_PODS) return JSON.stringify(message);
      return twoLines({ ...message, pods: { ...pods, set: [] } }, packPods(pods.set));
    }
  }
}

function twoLines(message: StreamMessage, pods: PackedPods): string {
  return `${JSON.stringify(message)}\n${JSON.stringify(pods)}`;
}

/** What came, with packed pods left as text. Throws SyntaxError where it is not JSON. */
export function readEvent(data: string): StreamMessage {
  const end = data.indexOf('\n');
  if (end < 0) return JSON.parse(data) as StreamMessage;
  return { ...(JSON.parse(data.slice(0, end)) as StreamMessage), packedPods: data.slice(end + 1) } as StreamMessage;
}

/** As it was meant. Throws where what is packed is not whole. */
export function unpackMessage<Message extends StreamMessage | SnapshotFacts>(message: Message): Message;
export function unpackMessage(message: StreamMessage | SnapshotFacts): StreamMessage | SnapshotFacts {
  if (message.type === 'health' || message.type === 'session' || message.packedPods === undefined) return message;
  const { packedPods, ...rest } = message;
  const pods = unpackPods(JSON.parse(packedPods) as PackedPods);
  if (rest.type === 'snapshot') return { ...rest, snapshot: { ...rest.snapshot, pods } };
  return { ...rest, pods: { set: pods, gone: rest.pods?.gone ?? [] } };
}
