/** The built product, started as a person starts it, for one test. */

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const STARTER = fileURLToPath(new URL('../bin/start.mjs', import.meta.url));

export interface Product {
  /** The address that was printed for a browser; it signs in. */
  readonly url: string;
  /** Where scripts ask, with the token as `authorization: Bearer TOKEN`. */
  readonly api: string;
  readonly token: string;
  readonly mode: string;
  /** Of the embedded server, where it runs. */
  readonly kubeconfig?: string;
  /** Asks it to end, and resolves with its exit code. */
  readonly stop: () => Promise<number | null>;
}

export async function startProduct(flags: readonly string[]): Promise<Product> {
  const port = flags.includes('--port') ? [] : ['--port', '0'];
  const child = spawn(process.execPath, [STARTER, ...port, '--json', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that runs out of time leaves no product behind.
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface(child.stdout).once('line', resolve)),
    ended.then((code) => Promise.reject(new Error(`The product ended with ${code}: ${said}`))),
  ]);
  return {
    ...JSON.parse(line),
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
