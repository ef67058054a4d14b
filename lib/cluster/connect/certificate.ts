/** What a certificate in PEM form says of itself. */

import { X509Certificate } from 'node:crypto';

export function isCertificate(pem: string): boolean {
  return parsed(pem) !== undefined;
}

/** The day it expired, `2026-01-31`; undefined while it is valid, and for what is no certificate. */
export function expiredOn(pem: string | undefined, now: Date): string | undefined {
  const end = pem === undefined ? undefined : parsed(pem)?.validToDate;
  return end && end < now ? end.toISOString().slice(0, 10) : undefined;
}

function parsed(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
