#!/usr/bin/env node
/** Starts the server: from its sources where they are, else as it was bundled for publishing, which leaves them out. */

import { existsSync } from 'node:fs';

const SOURCE = new URL('../src/main.ts', import.meta.url);
const BUNDLED = new URL('../dist/main.js', import.meta.url);

await import(existsSync(SOURCE) ? SOURCE.href : BUNDLED.href);
