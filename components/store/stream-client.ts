/**
 * Listens to the server's event stream. Reconnects by itself, asks for a fresh snapshot after a gap, and says when
 * nothing was heard: the server sends health at least every five seconds, so silence means a cut line.
 */

import { readEvent, type StreamMessage } from '#stream';
import type { Link, StreamVerdict } from '#workbench';

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
  let source: EventSource | undefined;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let silenceTimer: ReturnType<typeof setTimeout> | undefined;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let stopped = false;

  const close = () => {
    source?.close();
    source = undefined;
    clearTimeout(retryTimer);
    clearTimeout(silenceTimer);
  };
  const again = async () => {
    close();
    if (stopped) return;
    if (await isSignedOut()) return stopped ? undefined : onLink('signed-out');
    if (stopped) return;
    onLink('lost');
    retryTimer = setTimeout(connect, RETRY_MS[Math.min(attempt++, RETRY_MS.length - 1)]);
  };
  const heard = () => {
    attempt = 0;
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(again, SILENCE_MS);
  };
  const connect = () => {
    close();
    const current = new EventSource(STREAM);
    source = current;
    silenceTimer = setTimeout(again, SILENCE_MS);
    current.addEventListener('message', (event) => {
      if (source !== current) return;
      heard();
      const message = parse(event.data);
      if (!message || onMessage(message) === 'gap') connect();
    });
    current.addEventListener('error', () => {
      if (source === current) void again();
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
  connect();
  onVisibility();

  return {
    reconnect: connect,
    stop() {
      stopped = true;
      document.removeEventListener('visibilitychange', onVisibility);
      clearTimeout(restTimer);
      close();
    },
  };
}

function parse(data: unknown): StreamMessage | undefined {
  try {
    return readEvent(String(data));
  } catch {
    return undefined;
  }
}

/** EventSource hides the status: ask once more where it can be seen. */
async function isSignedOut(): Promise<boolean> {
  try {
    const response = await fetch('/api/v1/state', { cache: 'no-store' });
    return response.status === 401;
  } catch {
    return false;
  }
}
