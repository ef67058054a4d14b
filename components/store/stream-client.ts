/**
 * Listens to the server's event stream. Reconnects by itself, asks for a fresh snapshot after a gap, and says when
 * nothing was heard: the server sends health at least every five seconds, so silence means a cut line. It is read by
 * fetch, for an EventSource sends no header, and the key is one.
 */

import { readEvent, readEvents, type StreamMessage } from '#stream';
import type { Link, StreamVerdict } from '#workbench';
import { authorizedFetch, followKey } from './session-key.ts';

const STREAM = '/api/v1/stream';
const SILENCE_MS = 15_000;
/**
 * A page hidden for so long gives its connection back and takes it up when it is looked at: a browser has six to one
 * server, for all its tabs together.
 */
const HIDDEN_MS = 5_000;
const RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000];

export interface StreamClient {
  /** Tries at once, whatever the back-off says. */
  reconnect(): void;
  stop(): void;
}

export function openStream(
  onMessage: (message: StreamMessage) => StreamVerdict,
  onLink: (state: Link['state']) => void,
): StreamClient {
  let source: AbortController | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;

  const close = () => {
    source?.abort();
    source = undefined;
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
  };
  const again = () => {
    close();
    onLink('lost');
    retryTimer = setTimeout(connect, RETRY_MS[Math.min(attempt++, RETRY_MS.length - 1)]);
  };
  const heard = (data: string, from: AbortController) => {
    if (source !== from) return;
    attempt = 0;
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(again, SILENCE_MS);
    const message = parse(data);
    if (!message || onMessage(message) === 'gap') connect();
  };
  const connect = () => {
    close();
    const current = new AbortController();
    source = current;
    silenceTimer = setTimeout(again, SILENCE_MS);
    void listen(current.signal, (data) => heard(data, current)).then((end) => {
      if (source !== current) return;
      if (end === 'over') return again();
      close();
      onLink('signed-out');
    });
  };
  const rest = () => {
    close();
    onLink('connecting');
  };
  const onVisibility = () => {
    clearTimeout(restTimer);
    if (document.visibilityState === 'hidden') restTimer = setTimeout(rest, HIDDEN_MS);
    // A laptop that wakes up holds a dead line: do not wait for the silence timer.
    else if (!source) connect();
  };
  document.addEventListener('visibilitychange', onVisibility);
  const unfollow = followKey(connect);
  connect();
  onVisibility();

  return {
    reconnect: connect,
    stop() {
      document.removeEventListener('visibilitychange', onVisibility);
      unfollow();
      clearTimeout(restTimer);
      close();
    },
  };
}

/** Resolves when there is no more to hear, and says whether that is for want of a good key. */
async function listen(signal: AbortSignal, heard: (data: string) => void): Promise<'over' | 'signed-out'> {
  try {
    const response = await authorizedFetch(STREAM, { signal });
    if (response.status === 401) return 'signed-out';
    if (!response.ok || !response.body) return 'over';
    const take = readEvents(heard);
    const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await pieces.read(); !read.done; read = await pieces.read()) take(read.value);
  } catch {
    // A line that was cut is over, as one that was closed.
  }
  return 'over';
}

function parse(data: string): StreamMessage | undefined {
  try {
    return readEvent(data);
  } catch {
    return undefined;
  }
}
