/**
 * The key of this browser's session. The printed address carries a token in its fragment, which is sent to nobody but by
 * this page; it buys a key, which the browser keeps by origin, port included, and which every request carries as a
 * header. A cookie would go to every server of this machine.
 */

const STORED = 'netpol-studio:session-key';

/** Where the browser keeps nothing, the session is that of this page alone. */
let inMemory: string | undefined;
let signingIn: Promise<void> = Promise.resolve();

/** Takes the token out of the address at once, and signs in with it; every request waits for that. */
export function signInFromAddress(): boolean {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get('token');
  if (token === null) return false;
  fragment.delete('token');
  const rest = fragment.size > 0 ? `#${fragment}` : '';
  history.replaceState(history.state, '', `${location.pathname}${location.search}${rest}`);
  signingIn = exchange(token);
  return true;
}

/** Rejects as fetch does. Answers are never taken from a cache. */
export async function authorizedFetch(path: string, init: RequestInit = {}): Promise<Response> {
  await signingIn;
  return fetch(path, { ...init, cache: 'no-store', headers: { ...(init.headers as object), ...keyHeader() } });
}

export function forgetKey(): void {
  inMemory = undefined;
  attempt(() => localStorage.removeItem(STORED));
}

/** Calls when another tab signed in or out, and when a printed address was opened in this one. Returns how to stop. */
export function followKey(changed: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key !== STORED && key !== null) return;
    inMemory = undefined;
    changed();
  };
  const onFragment = () => {
    if (signInFromAddress()) changed();
  };
  addEventListener('storage', onStorage);
  addEventListener('hashchange', onFragment);
  return () => {
    removeEventListener('storage', onStorage);
    removeEventListener('hashchange', onFragment);
  };
}

/** An address that lets nobody in any more does not end a session that is good. */
async function exchange(token: string): Promise<void> {
  try {
    const response = await fetch('/api/v1/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-netpol-studio': '1', ...keyHeader() },
      body: JSON.stringify({ token }),
    });
    if (response.ok) keep(((await response.json()) as { readonly key: string }).key);
  } catch {
    // Whoever asks next says that nothing answers.
  }
}

function keep(key: string): void {
  inMemory = key;
  attempt(() => localStorage.setItem(STORED, key));
}

function keyHeader(): Record<string, string> {
  const key = attempt(() => localStorage.getItem(STORED)) ?? inMemory;
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
