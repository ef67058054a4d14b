/** The entries of a kubeconfig that make up one connection. */

import type { KubeConfig } from '@kubernetes/client-node';
import type { Fields } from './json-fields.ts';

export type KubeconfigContext = ReturnType<KubeConfig['getContexts']>[number];
export type Cluster = ReturnType<KubeConfig['getClusters']>[number];
export type User = ReturnType<KubeConfig['getUsers']>[number];

/** An entry as its file has it; `directory` is where its relative paths start. */
export interface KubeconfigEntry {
  readonly fields: Fields;
  readonly directory: string;
}

export interface FoundContext {
  readonly context: KubeconfigContext;
  readonly cluster: Cluster;
  /** Without a name where the context names no user. */
  readonly user: User;
  readonly clusterEntry: KubeconfigEntry;
  readonly userEntry: KubeconfigEntry;
}
