/** From a kubeconfig to a way of talking to one cluster. */

import { ConnectionProblem } from './connection-problem.ts';
import type { KubeTransport } from './kube-transport.ts';

export interface ConnectOptions {
  /** Path; otherwise KUBECONFIG (several paths are merged as kubectl does), otherwise ~/.kube/config. */
  readonly kubeconfig?: string;
  /** Name; otherwise the file's current context. */
  readonly context?: string;
  /** Base names of credential commands that may be started besides the well-known ones. */
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
  throw new ConnectionProblem('kubeconfig-missing', `No kubeconfig is read yet (${options.kubeconfig ?? 'default'}).`);
}
