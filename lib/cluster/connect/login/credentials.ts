/** The credentials of one login, renewed before they expire and once when the server no longer takes them. */

import { readFile } from 'node:fs/promises';
import { TransportProblem } from '../kube-transport.ts';
import type { ExecCredential } from './exec-plugin.ts';
import { runPlugin } from './exec-plugin.ts';
import type { Login } from './login.ts';
import { expiryOfToken, type OidcLogin, renewOidc } from './oidc.ts';
import { nextProviderToken, type ProviderToken } from './provider-token.ts';

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
    case 'oidc':
      return renewed(oidcTokens(login.oidc, now), now);
    case 'provider':
      return renewed(providerTokens(login.provider, now), now);
  }
}

type Obtain = (signal: AbortSignal) => Promise<ExecCredential>;

/** The token of the file while it lasts. Asked again, it was refused or is over. */
function fromFile(
  token: string | undefined,
  expiresAt: number | undefined,
  now: () => number,
): () => ExecCredential | undefined {
  let isFirst = true;
  return () => {
    const isGood = isFirst && token !== undefined && now() < (expiresAt ?? Number.POSITIVE_INFINITY) - MARGIN_MS;
    isFirst = false;
    return isGood ? { token, expiresAt } : undefined;
  };
}

function oidcTokens(login: OidcLogin, now: () => number): Obtain {
  const { idToken } = login;
  const first = fromFile(idToken, idToken === undefined ? undefined : expiryOfToken(idToken), now);
  let { refreshToken } = login;
  return async (signal) => {
    const good = first();
    if (good) return good;
    const next = await renewOidc({ ...login, refreshToken }, signal);
    ({ refreshToken } = next);
    return next;
  };
}

function providerTokens(provider: ProviderToken, now: () => number): Obtain {
  const first = fromFile(provider.token, provider.expiresAt, now);
  return async (signal) => first() ?? nextProviderToken(provider, signal);
}

function fixed(credential: Credential): Credentials {
  return { get: async () => credential, renew: async () => false, close: () => undefined };
}

interface Held {
  readonly credential: Credential;
  readonly expiresAt: number;
}

function renewed(obtain: Obtain, now: () => number): Credentials {
  const stop = new AbortController();
  let latest: Held | undefined;
  let pending: Promise<Held> | undefined;

  function fetchOnce(): Promise<Held> {
    pending ??= obtain(stop.signal)
      .then((answer) => {
        latest = {
          credential: {
            authorization: answer.token === undefined ? undefined : `Bearer ${answer.token}`,
            cert: answer.cert,
            key: answer.key,
          },
          expiresAt: answer.expiresAt ?? Number.POSITIVE_INFINITY,
        };
        return latest;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  }

  return {
    async get() {
      if (latest && now() < latest.expiresAt - MARGIN_MS) return latest.credential;
      return (await fetchOnce()).credential;
    },
    async renew(refused) {
      // Another call may have renewed it since the refused one was sent.
      if (latest && latest.credential !== refused) return true;
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
