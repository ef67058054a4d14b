/**
 * WebKitGTK as distributions ship it: WebKitWebDriver speaks WebDriver classic and starts MiniBrowser, which draws on a
 * display of its own that nobody sees.
 */

import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import { type Remote, type RunningBrowser, VIEWPORT } from './remote.ts';
import { type Started, start } from './started.ts';
import { chordActions, clickActions, typeActions } from './w3c-actions.ts';

type Send = <T>(method: string, path: string, body?: object) => Promise<T>;

export interface WebKitPaths {
  readonly driver: string;
  readonly browser: string;
}

export async function startWebKit({ driver, browser }: WebKitPaths): Promise<RunningBrowser> {
  const screen = start('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], process.env, 1);
  const display = await screen.says(screen.child.stdio[3] as Readable, /^(\d+)$/);
  const port = await freePort();
  // WebKit's own sandbox needs rights that containers do not give.
  const env = { ...process.env, DISPLAY: `:${display}`, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
  const program = start(driver, [`--port=${port}`], env);
  const send = sender(`http://127.0.0.1:${port}`);
  await untilReady(send, program);
  return {
    open: () => openPage(send, browser),
    async end() {
      await program.end();
      await screen.end();
    },
  };
}

async function openPage(send: Send, binary: string): Promise<Remote> {
  const options = { binary, args: ['--automation'] };
  const alwaysMatch = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': options };
  const { sessionId } = await send<{ sessionId: string }>('POST', '/session', { capabilities: { alwaysMatch } });
  const post = <T>(path: string, body: object = {}) => send<T>('POST', `/session/${sessionId}${path}`, body);
  const evaluate = async <T>(expression: string) => {
    const script = `return (async () => JSON.stringify(await (${expression})) ?? 'null')()`;
    return JSON.parse(await post<string>('/execute/sync', { script, args: [] })) as T;
  };
  await fitViewport(post, evaluate);
  const act = (actions: object[]) => post<void>('/actions', { actions });
  return {
    // WebDriver classic does not tell what a page wrote to its console.
    complaints: [],
    goto: (url) => post('/url', { url }),
    reload: () => post('/refresh'),
    back: () => post('/back'),
    forward: () => post('/forward'),
    evaluate,
    click: (at) => act(clickActions(at)),
    press: (chord) => act(chordActions(chord)),
    type: (text) => act(typeActions(text)),
    picture: async () => Buffer.from(await send<string>('GET', `/session/${sessionId}/screenshot`), 'base64'),
    close: () => send('DELETE', `/session/${sessionId}`),
  };
}

type Evaluate = <T>(expression: string) => Promise<T>;

/** The window has a bar of its own above the page. */
async function fitViewport(post: <T>(path: string, body?: object) => Promise<T>, evaluate: Evaluate): Promise<void> {
  await post('/window/rect', { ...VIEWPORT, x: 0, y: 0 });
  const bar = await evaluate<{ width: number; height: number }>(
    '({ width: outerWidth - innerWidth, height: outerHeight - innerHeight })',
  );
  await post('/window/rect', { width: VIEWPORT.width + bar.width, height: VIEWPORT.height + bar.height });
}

function sender(base: string): Send {
  return async <T>(method: string, path: string, body?: object) => {
    const response = await fetch(base + path, { method, ...(body && { body: JSON.stringify(body) }) });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
}

async function untilReady(send: Send, { child }: Started): Promise<void> {
  while (child.exitCode === null) {
    const isReady = await send<{ ready: boolean }>('GET', '/status').then(
      () => true,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`WebKitWebDriver ended with ${child.exitCode}.`);
}

/** WebKitWebDriver does not say which port it took when it may choose. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
