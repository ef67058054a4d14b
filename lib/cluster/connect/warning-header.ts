/** The API server's warnings: one `Warning: 299 - "text"` header each, all of which are to be shown. */

import type { KubeHeaders } from './kube-transport.ts';

export function warningsOf(headers: KubeHeaders): string[] {
  const header = headers.warning;
  const lines = header === undefined ? [] : typeof header === 'string' ? [header] : header;
  return lines.flatMap((line) =>
    [...line.matchAll(/\b\d{3} \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, quoted = '']) => plain(quoted)),
  );
}

function plain(quoted: string): string {
  return quoted.replace(/\\(.)/g, '$1');
}
