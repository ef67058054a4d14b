#!/usr/bin/env node
/** Starts the server: as it was bundled for publishing, or from its sources where it stands beside them. */

import { existsSync } from 'node:fs';

const BUNDLED = new URL('../dist/main.js', import.meta.url);
const SOURCE = new URL('../src/main.ts', import.meta.url);

await import(existsSync(BUNDLED) ? BUNDLED.href : SOURCE.href);
