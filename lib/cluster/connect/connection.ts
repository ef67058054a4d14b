/** From a kubeconfig to a way of talking to one cluster. */

import { type AccessChange, accessSource, type Loaded } from './access-source.ts';
import { accessOf } from './cluster-access.ts';
import { dispatcherPool } from './dispatcher.ts';
import { httpTransport } from './http-transport.ts';
import type { KubeTransport } from './kube-transport.ts';
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
  /** Address of the API server, as the kubeconfig has it now. */
  readonly server: string;
  /** The context's namespace, or `default`. */
  readonly namespace: string;
  readonly transport: KubeTransport;
  /** Why nothing can be asked of it before something is mended: one sentence. Absent where nothing stands against it. */
  readonly problem?: string;
  /** Calls back when the files now name another server or another login. The answer ends it. */
  watch(changed: (change: AccessChange) => void): () => void;
}

/**
 * Reads the kubeconfig and prepares the connection; nothing is asked of the cluster yet. Throws ConnectionProblem
 * where there is no cluster to speak of; what can be mended meanwhile is the connection's `problem`.
 */
export async function connect(options: ConnectOptions): Promise<Connection> {
  const paths = kubeconfigPaths(options.kubeconfig, process.env);
  const first = await load(paths, options.context, options.allowExec ?? []);
  // A context switched in the file later must not move this link to another cluster: the name is kept.
  const source = accessSource(first, paths, () => load(paths, first.access.context, options.allowExec ?? []));
  const { cluster: name, context, namespace, problem } = first.access;
  return {
    name,
    context,
    namespace,
    problem: problem?.message,
    get server() {
      return source.access().server;
    },
    transport: httpTransport(source, dispatcherPool()),
    watch: (changed) => source.watch(changed),
  };
}

/** The stamp is taken before the files are read: what is written meanwhile is noticed the next time. */
async function load(
  paths: readonly string[],
  context: string | undefined,
  allowExec: readonly string[],
): Promise<Loaded> {
  let files: readonly string[] = [];
  for (;;) {
    const stamp = await stampOf([...paths, ...files]);
    const access = await accessOf(await readKubeconfig(paths), context, allowExec);
    if (access.files.join() === files.join()) return { access, stamp };
    // Only now is it known which files there are besides the kubeconfig.
    ({ files } = access);
  }
}
