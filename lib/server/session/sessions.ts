/**
 * Who may use the interface now: whoever sends the key of a session, in the header `authorization: Bearer KEY`. No cookie
 * counts. Browsers send cookies to every server of this machine, whatever its port; a page's own header goes where the
 * page sends it and nowhere else. Every sign-in makes a key of its own, of which only a digest is kept here.
 */

import { digestOf, newSecret, type Random } from './secret.ts';

/** A browser that signed in, or the token that the start gave to scripts. */
export type SessionKind = 'page' | 'script';

export interface Session {
  readonly kind: SessionKind;
  end(): void;
  /** Called once when the session ends, however it does; until it is taken back the session is in use. */
  whenEnded(act: () => void): () => void;
}

export interface Sessions {
  /** The key of a new session. */
  begin(kind: SessionKind): string;
  /** The session of an Authorization header; asking for it keeps it from ending unused. */
  find(authorization: string | undefined): Session | undefined;
  endAll(): void;
  /** Ends those that are over: what they hold open is closed although nobody asks. */
  sweep(): void;
}

const HOUR = 3_600_000;
const AGES: Readonly<Record<SessionKind, { readonly unusedMs: number; readonly mostMs: number }>> = {
  page: { unusedMs: 12 * HOUR, mostMs: 7 * 24 * HOUR },
  script: { unusedMs: 24 * HOUR, mostMs: 30 * 24 * HOUR },
};
/** Of browsers at once; the one that was used longest ago gives way. */
const MOST_PAGES = 32;

interface Held extends Session {
  readonly began: number;
  used: number;
  readonly endings: Set<() => void>;
}

/** `now` gives milliseconds that only grow. */
export function createSessions(random: Random, now: () => number): Sessions {
  const held = new Map<string, Held>();
  const isOver = ({ kind, began, used }: Held) =>
    now() - began >= AGES[kind].mostMs || now() - used >= AGES[kind].unusedMs;
  const end = (digest: string) => {
    const session = held.get(digest);
    held.delete(digest);
    for (const act of session?.endings ?? []) act();
  };
  const makeRoom = () => {
    const pages = [...held].filter(([, { kind }]) => kind === 'page').sort(([, a], [, b]) => a.used - b.used);
    for (const [digest] of pages.slice(0, Math.max(0, pages.length - MOST_PAGES + 1))) end(digest);
  };
  return {
    begin(kind) {
      if (kind === 'page') makeRoom();
      const key = newSecret(random);
      const digest = digestOf(key);
      const endings = new Set<() => void>();
      const whenEnded = (act: () => void) => {
        endings.add(act);
        return () => void endings.delete(act);
      };
      held.set(digest, { kind, began: now(), used: now(), endings, end: () => end(digest), whenEnded });
      return key;
    },
    find(authorization) {
      const key = /^Bearer ([\w-]{43})$/i.exec(authorization ?? '')?.[1];
      const session = key === undefined ? undefined : held.get(digestOf(key));
      if (session === undefined) return undefined;
      if (isOver(session)) {
        session.end();
        return undefined;
      }
      session.used = now();
      return session;
    },
    endAll() {
      for (const digest of [...held.keys()]) end(digest);
    },
    sweep() {
      for (const session of [...held.values()]) {
        if (session.endings.size > 0) session.used = now();
        if (isOver(session)) session.end();
      }
    },
  };
}
