/**
 * Who may use this server: whoever opened the address that was printed at the start. Its token buys a cookie; both are
 * 256 random bits that live as long as the process, so that several browsers and scripts may use one launch.
 */

import { createHash, timingSafeEqual } from 'node:crypto';

export interface Session {
  /** Carried by the printed address; shown nowhere else. */
  readonly token: string;
  isToken(text: string | null): boolean;
  /** Whether a Cookie header holds the session's cookie. */
  isSignedIn(cookieHeader: string | undefined): boolean;
  /** The Set-Cookie header that signs a browser in. */
  cookie(): string;
}

/** `random` gives that many random bytes. Cookies do not know ports, so the port is part of the name. */
export function createSession(port: number, random: (bytes: number) => Buffer): Session {
  const token = random(32).toString('base64url');
  const id = random(32).toString('base64url');
  const name = `netpol_${port}_sid`;
  return {
    token,
    isToken: (text) => text !== null && isSame(text, token),
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
