/** From a kubeconfig to a way of talking to one cluster. */

import { ConnectionProblem } from './connection-problem.ts';
import { dispatcherPool } from './dispatcher.ts';
import { httpTransport } from './http-transport.ts';
import type { KubeTransport } from './kube-transport.ts';
import { type AccessChange, accessSource, type LoadedKubeconfig } from './kubeconfig/access-source.ts';
import { accessOf, type ClusterAccess } from './kubeconfig/cluster-access.ts';
import { inClusterKubeconfig, isInPod } from './kubeconfig/in-cluster.ts';
import { kubeconfigPaths, stampOf } from './kubeconfig/kubeconfig-paths.ts';
import { type Kubeconfig, readKubeconfig } from './kubeconfig/read-kubeconfig.ts';
import { type TlsState, tlsState } from './kubeconfig/tls-settings.ts';
import { execPolicy } from './login/exec-policy.ts';
import { readKuberc } from './login/kuberc.ts';
import { type PinnedConnection, pinConnection } from './pinned-connection.ts';

export interface ConnectOptions {
  /** Path; otherwise KUBECONFIG (several paths are merged as kubectl does), otherwise ~/.kube/config. */
  readonly kubeconfig?: string;
  /** Name; otherwise the file's current context. */
  readonly context?: string;
  /** Credential commands that may be started besides the well-known ones: names found by the PATH, or absolute paths. */
  readonly allowExec?: readonly string[];
}

export interface ClusterConnection {
  /** The cluster's name in the kubeconfig. */
  readonly name: string;
  readonly context: string;
  /** Address of the API server, as the kubeconfig has it now. */
  readonly server: string;
  /** The context's namespace, or `default`. */
  readonly namespace: string;
  readonly transport: KubeTransport;
  /** The server and the login of this moment, for what must not change under way. Throws a TransportProblem. */
  pin(): Promise<PinnedConnection>;
  /** Whether anyone on the way can read or change what is sent, as the kubeconfig has it now. */
  readonly tls: TlsState;
  /** What the person should know before trusting this connection: sentences. */
  readonly warnings: readonly string[];
  /** Why nothing can be asked of it before something is mended: one sentence. Absent where nothing stands against it. */
  readonly problem?: string;
  /** Calls back when the files now name another server or another login. The answer ends it. */
  watch(changed: (change: AccessChange) => void): () => void;
}

/**
 * Reads the kubeconfig and prepares the connection; nothing is asked of the cluster yet. Throws ConnectionProblem
 * where there is no cluster to speak of; what can be mended meanwhile is the connection's `problem`.
 */
export async function connect(options: ConnectOptions): Promise<ClusterConnection> {
  const paths = kubeconfigPaths(options.kubeconfig, process.env);
  const allowExec = options.allowExec ?? [];
  // Only where nobody said which file: a pod's own configuration never takes the place of one that was named.
  const mayBePod = !options.kubeconfig && !process.env.KUBECONFIG;
  const read = (context: string | undefined) => load(paths, mayBePod, context, allowExec);
  const first = await read(options.context);
  // A context switched in the file later must not move this link to another cluster: the name is kept.
  const source = accessSource(first, paths, () => read(first.access.context));
  const { cluster: name, context, namespace, problem } = first.access;
  return {
    name,
    context,
    namespace,
    problem: problem?.message,
    get server() {
      return source.access().server;
    },
    get tls() {
      return tlsState(source.access());
    },
    get warnings() {
      return warningsOf(source.access());
    },
    transport: httpTransport(source, dispatcherPool()),
    pin: () => pinConnection(source),
    watch: (changed) => source.watch(changed),
  };
}

function warningsOf(access: ClusterAccess): string[] {
  const { server, withheld } = access;
  const warnings: string[] = [];
  if (tlsState(access) === 'unverified') {
    warnings.push(
      `The certificate of ${server} is not checked (insecure-skip-tls-verify): anyone on the way can pretend to be this cluster, read the login and change what is sent.`,
    );
  }
  if (withheld !== undefined) warnings.push(withheld);
  return warnings;
}

/** The stamp is taken before the files are read: what is written meanwhile is noticed the next time. */
async function load(
  paths: readonly string[],
  mayBePod: boolean,
  context: string | undefined,
  allowExec: readonly string[],
): Promise<LoadedKubeconfig> {
  let files: readonly string[] = [];
  for (;;) {
    const stamp = await stampOf([...paths, ...files]);
    const policy = execPolicy(allowExec, await readKuberc(), isInPod());
    const access = await accessOf(await readConfiguration(paths, mayBePod), context, policy);
    if (access.files.join() === files.join()) return { access, stamp };
    // Only now is it known which files there are besides the kubeconfig.
    ({ files } = access);
  }
}

async function readConfiguration(paths: readonly string[], mayBePod: boolean): Promise<Kubeconfig> {
  try {
    return await readKubeconfig(paths);
  } catch (error) {
    const isMissing = error instanceof ConnectionProblem && error.code === 'kubeconfig-missing';
    const inCluster = isMissing && mayBePod ? await inClusterKubeconfig() : undefined;
    if (inCluster) return inCluster;
    throw error;
  }
}
