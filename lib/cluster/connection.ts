/** From a kubeconfig to a way of talking to one cluster. */

import type { ClusterAccess } from './cluster-access.ts';
import { accessOf } from './cluster-access.ts';
import { ConnectionProblem } from './connection-problem.ts';
import type { Credentials } from './credentials.ts';
import { credentialsOf } from './credentials.ts';
import { dispatcherPool } from './dispatcher.ts';
import type { AccessSource } from './http-transport.ts';
import { httpTransport } from './http-transport.ts';
import type { KubeTransport } from './kube-transport.ts';
import { TransportProblem } from './kube-transport.ts';
import { kubeconfigPaths, readKubeconfig, stampOf } from './kubeconfig-file.ts';

export interface ConnectOptions {
  /** Path; otherwise KUBECONFIG (several paths are merged as kubectl does), otherwise ~/.kube/config. */
  readonly kubeconfig?: string;
  /** Name; otherwise the file's current context. */
  readonly context?: string;
  /** Base names or paths of credential commands that may be started besides the well-known ones. */
  readonly allowExec?: readonly string[];
}

export interface Connection {
  /** The cluster's name in the kubeconfig. */
  readonly name: string;
  readonly context: string;
  /** Address of the API server. */
  readonly server: string;
  /** The context's namespace, or `default`. */
  readonly namespace: string;
  readonly transport: KubeTransport;
}

/** Reads the kubeconfig and prepares the connection; nothing is asked of the cluster yet. Throws ConnectionProblem. */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const paths = kubeconfigPaths(options.kubeconfig, process.env);
  const first = await load(paths, options.context, options.allowExec ?? []);
  // A context switched in the file later must not move this link to another cluster: the name is kept.
  const source = accessSource(first, paths, () => load(paths, first.access.context, options.allowExec ?? []));
  return {
    name: first.access.cluster,
    context: first.access.context,
    server: first.access.server,
    namespace: first.access.namespace,
    transport: httpTransport(source, dispatcherPool()),
  };
}

interface Loaded {
  readonly access: ClusterAccess;
  readonly stamp: string;
}

async function load(
  paths: readonly string[],
  context: string | undefined,
  allowExec: readonly string[],
): Promise<Loaded> {
  const kubeconfig = await readKubeconfig(paths);
  const access = await accessOf(kubeconfig, context, allowExec);
  return { access, stamp: await stampOf([...paths, ...access.files]) };
}

const LOOK_AGAIN_MS = 1_000;

/** Reads the files again when they changed; looks at most once a second. */
function accessSource(first: Loaded, paths: readonly string[], reload: () => Promise<Loaded>): AccessSource {
  let loaded = first;
  let credentials: Credentials = credentialsOf(first.access.login);
  let lookedAt = performance.now();
  let looking: Promise<void> | undefined;

  async function look(): Promise<void> {
    if ((await stampOf([...paths, ...loaded.access.files])) === loaded.stamp) return;
    const next = await reload();
    const sameLogin = JSON.stringify(next.access.login) === JSON.stringify(loaded.access.login);
    loaded = next;
    if (sameLogin) return;
    credentials.close();
    credentials = credentialsOf(next.access.login);
  }

  return {
    async current() {
      if (performance.now() - lookedAt > LOOK_AGAIN_MS) {
        looking ??= look().finally(() => {
          looking = undefined;
          lookedAt = performance.now();
        });
        await looking.catch((error) => {
          if (error instanceof ConnectionProblem) throw new TransportProblem('credential', error.message);
          throw error;
        });
      }
      return { access: loaded.access, credentials };
    },
    close: () => credentials.close(),
  };
}
