/** Secrets of 256 random bits, and how they are compared. */

import { createHash, timingSafeEqual } from 'node:crypto';

/** Gives that many random bytes. */
export type Random = (bytes: number) => Buffer;

export function newSecret(random: Random): string {
  return random(32).toString('base64url');
}

/** Hashes are compared: they have one length, and the time taken says nothing of the texts. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(sha256(a), sha256(b));
}

/** What is kept of a secret that only needs to be recognised. */
export function digestOf(text: string): string {
  return sha256(text).toString('base64url');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
