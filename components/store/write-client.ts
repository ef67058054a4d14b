/** Asks our server. Every failure becomes an Error whose message is a sentence for the person. */

import type { ErrorAnswer, HistoryEntry } from '#stream';
import type { WriteClient } from '#workbench';
import { authorizedFetch, forgetKey } from './session-key.ts';

export const writeClient: WriteClient = {
  preview: (request) => post('/api/v1/preview', request),
  apply: (request) => post('/api/v1/apply', request),
  undo: (request) => post('/api/v1/undo', request),
  keep: (request) => post('/api/v1/keep', request),
  history: async () => (await get<{ entries: readonly HistoryEntry[] }>('/api/v1/history')).entries,
  retry: () => post('/api/v1/retry', {}),
};

/** Ends this browser's session, or all there are, and leaves nothing of the cluster on the screen; drafts are kept. */
export async function signOut(everywhere: boolean): Promise<void> {
  await post('/api/v1/sign-out', { everywhere });
  forgetKey();
  location.reload();
}

/** How to be let in, in the words of our server; undefined where it does not answer, or where the key is good. */
export async function whySignedOut(): Promise<string | undefined> {
  const response = await authorizedFetch('/api/v1/state').catch(() => undefined);
  return response?.status === 401 ? messageOf(await response.text()) : undefined;
}

function get<Answer>(path: string): Promise<Answer> {
  return ask(path, {});
}

function post<Answer>(path: string, body: unknown): Promise<Answer> {
  return ask(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-netpol-studio': '1' },
    body: JSON.stringify(body),
  });
}

async function ask<Answer>(path: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  try {
    response = await authorizedFetch(path, init);
  } catch {
    throw new Error('Netpol Studio itself does not answer. Is it still running in its terminal?');
  }
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : undefined) as Answer;
  throw new Error(messageOf(text) ?? `The server answered ${response.status}.`);
}

function messageOf(text: string): string | undefined {
  try {
    return (JSON.parse(text) as Partial<ErrorAnswer>).error?.message;
  } catch {
    return undefined;
  }
}
