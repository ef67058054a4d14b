/**
 * The way of a draft's reading from the worker to the page. After a key a browser holds back what a worker posts until
 * the next frame is painted, and the map would come a frame late. What is broadcast is not held back. The name is random:
 * other pages of this origin do not hear it and cannot speak on it.
 */

import type { PackedAnswer } from '#workbench';

/** The first message to the worker: where it is to say what it read. */
export interface SayReadingsOn {
  readonly type: 'say readings on';
  readonly channel: string;
}

export interface ReadingChannel {
  readonly hello: SayReadingsOn;
  close(): void;
}

export function hearReadings(onReading: (message: PackedAnswer) => void): ReadingChannel {
  const hello: SayReadingsOn = { type: 'say readings on', channel: `netpol-studio/${crypto.randomUUID()}` };
  const channel = new BroadcastChannel(hello.channel);
  channel.onmessage = (event: MessageEvent<PackedAnswer>) => onReading(event.data);
  return { hello, close: () => channel.close() };
}
