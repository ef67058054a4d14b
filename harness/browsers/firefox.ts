/**
 * Firefox as distributions ship it, by WebDriver BiDi: it listens for it itself, without geckodriver. Playwright's own
 * BiDi client follows Firefox's newest builds and asks the long-term release for commands that it does not know.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { type BidiSession, connectBidi } from './bidi-session.ts';
import { type Remote, type RunningBrowser, VIEWPORT } from './remote.ts';
import { start } from './started.ts';
import { chordActions, clickActions, typeActions } from './w3c-actions.ts';

const PREFERENCES = {
  'ui.prefersReducedMotion': 1,
  'ui.systemUsesDarkTheme': 1,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'app.update.disabledForTesting': true,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

export async function startFirefox(path: string): Promise<RunningBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'netpol-firefox-'));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${value});\n`);
  writeFileSync(join(profile, 'user.js'), lines.join(''));
  const flags = ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0'];
  const program = start(path, flags, process.env);
  const address = await program.says(program.child.stderr as Readable, /WebDriver BiDi listening on (ws:\S+)/);
  const session = await connectBidi(`${address}/session`);
  return {
    open: () => openPage(session),
    async end() {
      await session.close();
      await program.end();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

interface LogEntry {
  readonly level: string;
  readonly text: string;
  readonly source: { readonly context?: string };
}

async function openPage(session: BidiSession): Promise<Remote> {
  const { userContext } = await session.send<{ userContext: string }>('browser.createUserContext');
  const { context } = await session.send<{ context: string }>('browsingContext.create', { type: 'tab', userContext });
  await session.send('browsingContext.setViewport', { context, viewport: VIEWPORT });
  const complaints: string[] = [];
  const unhear = session.hear<LogEntry>('log.entryAdded', ({ level, text, source }) => {
    if (level === 'error' && source.context === context) complaints.push(text);
  });
  const act = async (actions: object[]) => {
    await session.send('input.performActions', { context, actions });
  };
  const traverse = async (delta: number) => {
    await session.send('browsingContext.traverseHistory', { context, delta });
  };
  return {
    complaints,
    async goto(url) {
      await session.send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async reload() {
      await session.send('browsingContext.reload', { context, wait: 'complete' });
    },
    back: () => traverse(-1),
    forward: () => traverse(1),
    evaluate: (expression) => evaluate(session, context, expression),
    click: (at) => act(clickActions(at)),
    press: (chord) => act(chordActions(chord)),
    type: (text) => act(typeActions(text)),
    async picture() {
      const { data } = await session.send<{ data: string }>('browsingContext.captureScreenshot', { context });
      return Buffer.from(data, 'base64');
    },
    async close() {
      unhear();
      await session.send('browser.removeUserContext', { userContext });
    },
  };
}

async function evaluate<T>(session: BidiSession, context: string, expression: string): Promise<T> {
  const answer = await session.send<{
    result?: { value?: string };
    exceptionDetails?: { text: string };
  }>('script.evaluate', {
    expression: `(async () => JSON.stringify(await (${expression})) ?? 'null')()`,
    target: { context },
    awaitPromise: true,
  });
  if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.text);
  return JSON.parse(answer.result?.value ?? 'null');
}
