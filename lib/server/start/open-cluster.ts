/** From the way in that was chosen to a live link: a kubeconfig's cluster, or the embedded one behind the same link. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  type ClusterLink,
  ConnectionProblem,
  connect,
  type Identity,
  type LinkOptions,
  openLink,
  systemClock,
} from '#cluster';
import { judgeEnforcement } from '#enforcement';
import type { Log } from '../process/log.ts';
import { filesPassedOver } from './files-passed-over.ts';
import type { StartOptions } from './options.ts';
import { say } from './say.ts';
import { StartProblem } from './start-problem.ts';
import { stateFolder } from './state-folder.ts';

/** A server of Kubernetes speaks once a minute when nothing happens; on loopback it can say oftener that it lives. */
const BOOKMARK_MS = 5_000;

export interface OpenCluster {
  readonly link: ClusterLink;
  /** For whom this program reads and writes. */
  readonly identity: Identity;
  /** Of the embedded server, for kubectl. */
  readonly kubeconfig?: string;
  /** Ends the link, and the embedded server and its files where there is one. */
  close(): Promise<void>;
}

/** Throws StartProblem where the kubeconfig or the folder cannot be used. A cluster out of reach is no problem here. */
export async function openCluster(options: StartOptions, log: Log): Promise<OpenCluster> {
  return options.mode === 'laptop' ? openLaptop(options, log) : openEmbedded(options, log);
}

async function openLaptop(options: StartOptions, log: Log): Promise<OpenCluster> {
  const journalPath = join(stateFolder(), 'journal.jsonl');
  const opened = await linkTo(options, log, { journalPath });
  return { ...opened, close: () => opened.link.stop() };
}

/** The kubeconfig of the embedded server stands in a folder that only this user can read and that goes with it. */
async function openEmbedded(options: StartOptions, log: Log): Promise<OpenCluster> {
  const { startDemo } = await import('#demo');
  const folder = mkdtempSync(join(tmpdir(), 'netpol-studio-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const kubeconfig = join(folder, 'kubeconfig');
  const seed = options.manifests === undefined ? 'eks-workshop' : { manifests: options.manifests };
  const report = (error: unknown) => log.failure('demo-controller-failed', error);
  const demo = await startDemo({ seed, kubeconfigPath: kubeconfig, report, bookmarkMs: BOOKMARK_MS });
  const { manifests } = options;
  const passedOver = manifests === undefined ? [] : await filesPassedOver(manifests, demo.problems);
  for (const { source, message } of passedOver) say(`${source}: ${message}`);
  const clusterName = options.manifests === undefined ? 'eks-workshop' : basename(options.manifests);
  // Behind files there is no cluster to write to: a draft is exported instead.
  const readOnly = options.readOnly || options.mode === 'files';
  const opened = await linkTo({ ...options, kubeconfig, readOnly }, log, { clusterName, passedOver });
  return {
    ...opened,
    kubeconfig,
    close: async () => {
      await opened.link.stop();
      await demo.stop();
    },
  };
}

async function linkTo(
  options: StartOptions,
  log: Log,
  {
    clusterName,
    journalPath,
    passedOver,
  }: Pick<LinkOptions, 'clusterName' | 'passedOver'> & { readonly journalPath?: string },
): Promise<Pick<OpenCluster, 'link' | 'identity'>> {
  const { kubeconfig, context, namespace, allowExec, mode, readOnly } = options;
  try {
    const connection = await connect({
      allowExec,
      ...(kubeconfig === undefined ? {} : { kubeconfig }),
      ...(context === undefined ? {} : { context }),
    });
    const { line: onLog } = log;
    if (connection.problem) say(connection.problem);
    for (const warning of connection.warnings) say(warning);
    const identity: Identity = { id: 'local', connection, readOnly, ...(journalPath ? { journalPath } : {}) };
    const link = openLink({
      reader: identity,
      ...(namespace === undefined ? {} : { namespace }),
      mode,
      ...(clusterName ? { clusterName } : {}),
      ...(passedOver ? { passedOver } : {}),
      clock: systemClock,
      random: Math.random,
      onLog,
      judgeEnforcement,
    });
    return { link, identity };
  } catch (error) {
    if (error instanceof ConnectionProblem) throw new StartProblem(error.message, { cause: error });
    throw error;
  }
}
