/** Sends writes to our server. Every failure becomes an Error whose message is a sentence for the person. */

import type { ErrorAnswer, HistoryEntry } from '#stream';
import type { WriteClient } from '#workbench';

export const writeClient: WriteClient = {
  preview: (request) => post('/api/v1/preview', request),
  apply: (request) => post('/api/v1/apply', request),
  undo: (request) => post('/api/v1/undo', request),
  keep: (request) => post('/api/v1/keep', request),
  history: async () => (await get<{ entries: readonly HistoryEntry[] }>('/api/v1/history')).entries,
  retry: () => post('/api/v1/retry', {}),
};

function get<Answer>(path: string): Promise<Answer> {
  return ask(path, { cache: 'no-store' });
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
    response = await fetch(path, init);
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
