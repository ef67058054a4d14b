/**
 * The built pages, read into memory once: a build made meanwhile cannot mix its files with those of the pages that are
 * open. Variants made by the build (`.br`, `.gz`) stand beside the raw bytes.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export type Encoding = 'br' | 'gzip';

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly encoded: Readonly<Partial<Record<Encoding, Buffer>>>;
  /** Its name changes with its content, so it may be kept for ever. */
  readonly immutable: boolean;
  readonly etag: string;
  readonly isPage: boolean;
}

export interface Assets {
  /** The answer to a path: the file itself, or the page of that name. */
  find(path: string): Asset | undefined;
  readonly notFoundPage: Asset | undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.webmanifest': 'application/manifest+json',
};

const SUFFIXES: Readonly<Record<string, Encoding>> = { '.br': 'br', '.gz': 'gzip' };

/** Throws when the folder cannot be read. */
export function loadAssets(folder: string): Assets {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, file).split(sep).join('/')}`, readFileSync(file));
  }
  return assetsOf(files);
}

/** From paths that begin with a slash to contents. */
export function assetsOf(files: ReadonlyMap<string, Buffer>): Assets {
  const assets = new Map<string, Asset>();
  for (const [path, bytes] of files) {
    if (!(extname(path) in SUFFIXES)) assets.set(path, assetOf(path, bytes, files));
  }
  return {
    find: (path) =>
      assets.get(path) ?? assets.get(`${path.replace(/\/$/, '')}/index.html`) ?? assets.get(`${path}.html`),
    notFoundPage: assets.get('/404.html'),
  };
}

function assetOf(path: string, bytes: Buffer, files: ReadonlyMap<string, Buffer>): Asset {
  const encoded: Partial<Record<Encoding, Buffer>> = {};
  for (const [suffix, encoding] of Object.entries(SUFFIXES)) {
    const variant = files.get(path + suffix);
    if (variant) encoded[encoding] = variant;
  }
  return {
    type: TYPES[extname(path)] ?? 'application/octet-stream',
    bytes,
    encoded,
    immutable: path.startsWith('/_next/static/'),
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    isPage: extname(path) === '.html',
  };
}
