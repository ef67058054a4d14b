/**
 * The log: JSON lines on stderr. Warnings always, requests only when asked for. Paths are logged without their query,
 * which may hold the token; headers and bodies never. JSON escapes what could move the cursor, but neither what hides nor
 * what turns text round: that is written out too, and the value stays the same.
 */

import { destination, pino } from 'pino';
import { sourceStack, visibleLines } from '#terminal';

export interface Log {
  request(line: { method: string | undefined; path: string; status: number; ms: number }): void;
  line(line: { readonly level: 'info' | 'warn' | 'error'; readonly event: string; readonly message: string }): void;
  /** An error that nobody expected. */
  failure(event: string, error: unknown): void;
}

const LONGEST = 2048;
const SECRET = ['authorization', 'cookie', 'token', 'password', 'client-key-data', 'client-certificate-data'];

export function createLog(verbose: boolean): Log {
  const paths = SECRET.flatMap((key) => [`["${key}"]`, `*["${key}"]`]);
  const stderr = destination({ fd: 2, sync: true });
  const logger = pino(
    { level: verbose ? 'info' : 'warn', base: null, redact: { paths, censor: '[redacted]' } },
    { write: (line) => stderr.write(visibleLines(line)) },
  );
  return {
    request: ({ method, path, status, ms }) =>
      logger.info({ event: 'request', method, path: short(path), status, ms: Math.round(ms) }),
    line: ({ level, message, ...fields }) => logger[level](shortFields(fields), short(message)),
    failure: (event, error) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      logger.error({ event, error: name, stack: short(sourceStack(error)) }, short(message));
    },
  };
}

function shortFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? short(value) : value]),
  );
}

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
