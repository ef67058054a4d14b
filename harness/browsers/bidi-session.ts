/** A session of WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/): commands with answers, and events, on one socket. */

export interface BidiSession {
  /** Rejects with what the browser said when it could not. */
  send<T>(method: string, params?: object): Promise<T>;
  /** Calls back at each event of this name; answers with what ends that. */
  hear<T>(event: string, listener: (params: T) => void): () => void;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: string;
  readonly message?: string;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export async function connectBidi(url: string): Promise<BidiSession> {
  const socket = new WebSocket(url);
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(message: Message) => void>();
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error(`${url} cannot be reached`)), { once: true });
  });
  socket.addEventListener('message', ({ data }) => {
    const message: Message = JSON.parse(String(data));
    if (message.id === undefined) for (const listener of listeners) listener(message);
    else settle(message, waiting.get(message.id));
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser closed the connection.'));
  });
  let last = 0;
  const send = <T>(method: string, params: object = {}) =>
    new Promise<T>((resolve, reject) => {
      last += 1;
      const id = last;
      waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      socket.send(JSON.stringify({ id, method, params }));
    });
  await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  return {
    send,
    hear<T>(event: string, callback: (params: T) => void) {
      const listener = ({ method, params }: Message) => {
        if (method === event) callback(params as T);
      };
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await send('session.end');
      socket.close();
    },
  };
}

function settle({ result, error, message }: Message, waiting: Waiting | undefined): void {
  if (error === undefined) waiting?.resolve(result);
  else waiting?.reject(new Error(`${error}: ${message}`));
}
