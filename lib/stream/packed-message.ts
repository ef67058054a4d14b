/** Snapshots of large clusters travel with their pods packed; every other message travels as it is. */

import type { StreamMessage } from './message.ts';
import { packPods, unpackPods } from './packed-pods.ts';

/** So many pods are worth packing; fewer are easier to read as they are. */
const MANY_PODS = 2_000;

/** As it goes over the wire. */
export function packMessage(message: StreamMessage): StreamMessage {
  if (message.type !== 'snapshot' || message.snapshot.pods.length < MANY_PODS) return message;
  return { ...message, snapshot: { ...message.snapshot, pods: [] }, packedPods: packPods(message.snapshot.pods) };
}

/** As it was meant. Throws where what is packed is not whole. */
export function unpackMessage(message: StreamMessage): StreamMessage {
  if (message.type !== 'snapshot' || !message.packedPods) return message;
  const { packedPods, ...rest } = message;
  return { ...rest, snapshot: { ...rest.snapshot, pods: unpackPods(packedPods) } };
}
