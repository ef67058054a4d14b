/** The credentials of one login, renewed before they expire and once when the server no longer takes them. */

import { readFile } from 'node:fs/promises';
import type { Login } from './cluster-access.ts';
import type { ExecCredential } from './exec-plugin.ts';
import { runPlugin } from './exec-plugin.ts';
import { TransportProblem } from './kube-transport.ts';

export interface Credential {
  readonly authorization?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface Credentials {
  /** Throws a TransportProblem of code `credential` that names the cause. */
  get(): Promise<Credential>;
  /** After a 401 to `refused`: whether another credential is to be had. Calls at once share one renewal. */
  renew(refused: Credential): Promise<boolean>;
  close(): void;
}

const MARGIN_MS = 60_000;
const TOKEN_FILE_MS = 10_000;

export function credentialsOf(login: Login, now: () => number = Date.now): Credentials {
  switch (login.by) {
    case 'nothing':
      return fixed({});
    case 'token':
      return fixed({ authorization: `Bearer ${login.token}` });
    case 'password':
      return fixed({
        authorization: `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`,
      });
    case 'token-file':
      return renewed(async () => readToken(login.path, now() + TOKEN_FILE_MS + MARGIN_MS), now);
    case 'exec':
      return renewed((signal) => runPlugin(login.plugin, signal), now);
  }
}

function fixed(credential: Credential): Credentials {
  return { get: async () => credential, renew: async () => false, close: () => undefined };
}

interface Held {
  readonly credential: Credential;
  readonly expiresAt: number;
}

function renewed(obtain: (signal: AbortSignal) => Promise<ExecCredential>, now: () => number): Credentials {
  const stop = new AbortController();
  let held: Held | undefined;
  let pending: Promise<Held> | undefined;

  function fetchOnce(): Promise<Held> {
    pending ??= obtain(stop.signal)
      .then((answer) => {
        held = {
          credential: {
            authorization: answer.token === undefined ? undefined : `Bearer ${answer.token}`,
            cert: answer.cert,
            key: answer.key,
          },
          expiresAt: answer.expiresAt ?? Number.POSITIVE_INFINITY,
        };
        return held;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  }

  return {
    async get() {
      if (held && now() < held.expiresAt - MARGIN_MS) return held.credential;
      return (await fetchOnce()).credential;
    },
    async renew(refused) {
      // Another call may have renewed it since the refused one was sent.
      if (held && held.credential !== refused) return true;
      const fresh = await fetchOnce();
      return fresh.credential.authorization !== refused.authorization || fresh.credential.cert !== refused.cert;
    },
    close: () => stop.abort(),
  };
}

async function readToken(path: string, expiresAt: number): Promise<ExecCredential> {
  try {
    return { token: (await readFile(path, 'utf8')).trim(), expiresAt };
  } catch {
    throw new TransportProblem('credential', `The token file ${path} cannot be read.`);
  }
}
