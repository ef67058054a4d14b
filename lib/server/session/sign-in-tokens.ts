/**
 * What a browser signs in with: the token of the printed address. It stands in the fragment, which no browser sends and
 * no log holds, but the terminal and the history of the browser may keep it. So it is good for half an hour after it was
 * printed, and once it let somebody in for two minutes more: time for a second browser, and worth nothing to whoever
 * reads the history later.
 *
 * An address given to another program, as to the one that opens the browser, is in the list of processes for all users of
 * the machine to read: its ticket is good once, within a minute, and then the printed token has done its work too.
 */

import { isSameSecret, newSecret, type Random } from './secret.ts';

export interface SignInTokens {
  /** For the address that is printed. A second call ends the one before. */
  newToken(): string;
  /** For an address that others may see on its way: good once, and only for a minute. */
  newTicket(): string;
  /** Whether this token or ticket signs in now; asking uses it. */
  redeem(text: string): boolean;
  /** Ends both. */
  endAll(): void;
}

const UNUSED_MS = 30 * 60_000;
const USED_MS = 2 * 60_000;
const TICKET_MS = 60_000;

interface Good {
  readonly text: string;
  readonly until: number;
}

/** `now` gives milliseconds that only grow. */
export function signInTokens(random: Random, now: () => number): SignInTokens {
  let token: Good | undefined;
  let ticket: Good | undefined;
  const isGood = (one: Good | undefined, text: string): one is Good =>
    one !== undefined && isSameSecret(text, one.text) && now() < one.until;
  return {
    newToken() {
      token = { text: newSecret(random), until: now() + UNUSED_MS };
      return token.text;
    },
    newTicket() {
      ticket = { text: newSecret(random), until: now() + TICKET_MS };
      return ticket.text;
    },
    redeem(text) {
      if (isGood(ticket, text)) {
        ticket = undefined;
        token = undefined;
        return true;
      }
      if (!isGood(token, text)) return false;
      token = { text, until: Math.min(token.until, now() + USED_MS) };
      return true;
    },
    endAll() {
      token = undefined;
      ticket = undefined;
    },
  };
}
