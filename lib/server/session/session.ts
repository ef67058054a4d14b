/**
 * Who may use this server: whoever opened the address that was printed at the start, or a fresh one printed later. Its
 * token buys a cookie, which is all that counts from then on; both are 256 random bits.
 *
 * How often a token buys: a single time would be safest, but the same address is opened by a script that keeps the
 * cookie, by the person's browser and by a second one, and none of them can know that another came first; being locked
 * out of a program of one's own teaches people to turn the lock off. So the printed token is good until half an hour
 * after it was printed or last used: what stays behind in a terminal's history or a build's log is soon worth nothing.
 * It goes nowhere but to the terminal. The address given to another program, as to the one that opens the browser, is in
 * the list of processes for all users of the machine to read: that one buys once, within a minute, and then the printed
 * one has done its work and ends too.
 */

import { createHash, timingSafeEqual } from 'node:crypto';

export interface Session {
  /** For the address that is printed. A second call ends the one before. */
  newToken(): string;
  /** For an address that others may see on its way: good for one cookie, and only for a minute. */
  newTicket(): string;
  /** Whether this token or ticket buys a cookie now; asking uses it. */
  redeem(text: string | null): boolean;
  /** Whether a Cookie header holds the session's cookie. */
  isSignedIn(cookieHeader: string | undefined): boolean;
  /** The Set-Cookie header that signs a browser in. */
  cookie(): string;
}

const UNUSED_MS = 30 * 60_000;
const TICKET_MS = 60_000;

/** `random` gives that many random bytes, `now` milliseconds that only grow. Cookies do not know ports: their names do. */
export function createSession(port: number, random: (bytes: number) => Buffer, now: () => number): Session {
  const secret = () => random(32).toString('base64url');
  const id = secret();
  const name = `netpol_${port}_sid`;
  let token: { readonly text: string; goodUntil: number } | undefined;
  let ticket: { readonly text: string; readonly goodUntil: number } | undefined;
  const isGood = (one: typeof ticket, text: string) =>
    one !== undefined && isSame(text, one.text) && now() < one.goodUntil;
  return {
    newToken() {
      token = { text: secret(), goodUntil: now() + UNUSED_MS };
      return token.text;
    },
    newTicket() {
      ticket = { text: secret(), goodUntil: now() + TICKET_MS };
      return ticket.text;
    },
    redeem(text) {
      if (text === null) return false;
      if (isGood(ticket, text)) {
        ticket = undefined;
        token = undefined;
        return true;
      }
      if (!token || !isGood(token, text)) return false;
      token.goodUntil = now() + UNUSED_MS;
      return true;
    },
    isSignedIn: (header) => cookiesNamed(name, header).some((value) => isSame(value, id)),
    cookie: () => `${name}=${id}; Path=/; HttpOnly; SameSite=Strict`,
  };
}

function cookiesNamed(name: string, header: string | undefined): string[] {
  return (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
}

/** Hashes are compared: they have one length, and the time taken says nothing of the texts. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
