/** The headers of every answer. Three kinds of content, three policies for what it may load. */

import type { OutgoingHttpHeaders } from 'node:http';
import { TRUSTED_TYPES } from './trusted-scripts.ts';

const COMMON: OutgoingHttpHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), clipboard-read=()',
};

const NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Data: it loads nothing, and no cache keeps it. */
export const dataHeaders: OutgoingHttpHeaders = {
  ...COMMON,
  'content-security-policy': NOTHING,
  'cache-control': 'no-store',
};

/** Scripts, styles, fonts. A worker obeys the policy its own script came with. */
export const assetHeaders: OutgoingHttpHeaders = {
  ...COMMON,
  'content-security-policy': `${NOTHING}; script-src 'self'; connect-src 'self'; worker-src 'self'`,
};

/**
 * Pages: only scripts that carry this answer's nonce, and what those load, may run. Styles are free because the editor
 * writes them while it runs.
 */
export function pageHeaders(nonce: string): OutgoingHttpHeaders {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    TRUSTED_TYPES,
  ].join('; ');
  return { ...COMMON, 'content-security-policy': policy, 'cache-control': 'no-store' };
}
