/** The server process: opens the cluster, listens, prints the one line, and leaves nothing behind when it is told to go. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type Addresses, type Front, type FrontOptions, openFront } from '../front/front.ts';
import { type Assets, loadAssets } from '../http/assets.ts';
import { createLog, type Log } from '../process/log.ts';
import { keptHostName } from '../session/host-name.ts';
import { type OpenCluster, openCluster } from './open-cluster.ts';
import { portProblem, readOptions, type StartOptions } from './options.ts';
import { say } from './say.ts';
import { StartProblem } from './start-problem.ts';
import { stateFolder } from './state-folder.ts';

/** A write that was sent is worth waiting for: its outcome belongs in the journal. */
const LONGEST_WRITE_MS = 10_000;
/** What else is still open after this long is cut off. */
const LONGEST_GOODBYE_MS = 3000;

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const log = createLog(options.verbose);
  process.on('uncaughtException', (error) => crash(log, error));
  process.on('unhandledRejection', (error) => crash(log, error));
  const assets = readPages(options.pages);
  const cluster = await openCluster(options, log);
  const front = await listen(options, cluster, {
    link: cluster.link,
    assets,
    identity: cluster.identity,
    port: options.port,
    log,
    random: randomBytes,
    hostName: keptHostName(join(stateFolder(), 'host-name'), randomBytes),
    now: () => performance.now(),
  });
  endWhenTold(async () => {
    await front.close(LONGEST_WRITE_MS);
    await cluster.close();
  });
  announce(options, front, cluster);
  // Only the same user may send a signal: whoever can, may have a new address, and end what the old one let in.
  process.on('SIGUSR2', () => printAddresses(options, front.renew(), cluster));
}

function readPages(folder: string): Assets {
  try {
    return loadAssets(folder);
  } catch (error) {
    throw new StartProblem('The pages are not built; start with `npm start`.', { cause: error });
  }
}

async function listen(options: StartOptions, cluster: OpenCluster, front: FrontOptions): Promise<Front> {
  try {
    return await openFront(front);
  } catch (error) {
    await cluster.close();
    throw portProblem(options.port, error as NodeJS.ErrnoException);
  }
}

function announce(options: StartOptions, front: Front, cluster: OpenCluster): void {
  const { kubeconfig } = cluster;
  printAddresses(options, front.addresses, cluster);
  if (kubeconfig && !options.json) say(`kubectl --kubeconfig ${kubeconfig}`);
  if (options.open) openBrowser(front.ticketUrl());
}

function printAddresses(options: StartOptions, addresses: Addresses, { kubeconfig }: OpenCluster): void {
  const { mode, readOnly, json } = options;
  const { url, plainUrl, api, token } = addresses;
  const line = json ? JSON.stringify({ url, api, token, mode, readOnly, ...(kubeconfig ? { kubeconfig } : {}) }) : url;
  process.stdout.write(`${line}\n`);
  if (!json) say(`where a browser does not find that name: ${plainUrl}`);
}

function openBrowser(url: string): void {
  const opener = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true });
  child.once('error', () => say(`no browser could be opened (${opener}).`));
  child.unref();
}

/** A signal, or the end of the starter, which holds the other end of the channel. Further signals change nothing. */
function endWhenTold(close: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(0), LONGEST_WRITE_MS + LONGEST_GOODBYE_MS).unref();
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  if (process.send) process.on('disconnect', end);
  if (process.send && !process.connected) end();
}

function crash(log: Log, error: unknown): void {
  log.failure('crashed', error);
  process.exit(1);
}

main().catch((error: unknown) => {
  if (!(error instanceof StartProblem)) throw error;
  say(error.message);
  process.exit(2);
});
