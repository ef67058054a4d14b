/** The context a person wants, with the cluster and the user it names. */

import { ConnectionProblem } from '../connection-problem.ts';
import { text } from '../json-fields.ts';
import type { Cluster, FoundContext, KubeconfigContext, KubeconfigEntry, User } from '../kubeconfig-entry.ts';
import type { Kubeconfig } from './read-kubeconfig.ts';

const NO_ENTRY: KubeconfigEntry = { fields: {}, directory: '/' };

/** Throws ConnectionProblem with one sentence where there is no cluster to speak of. */
export function findContext(kubeconfig: Kubeconfig, wanted: string | undefined): FoundContext {
  const context = contextOf(kubeconfig, wanted);
  const cluster = clusterOf(kubeconfig, context);
  const user = userOf(kubeconfig, context);
  return {
    context,
    cluster,
    user,
    clusterEntry: kubeconfig.clusters.get(cluster.name) ?? NO_ENTRY,
    userEntry: kubeconfig.users.get(user.name) ?? NO_ENTRY,
  };
}

function contextOf({ config, contexts, source }: Kubeconfig, wanted: string | undefined): KubeconfigContext {
  const name = wanted || text(config.getCurrentContext());
  if (!name) throw new ConnectionProblem('context-missing', `${source} has no current context.`);
  const context = config.getContextObject(name);
  if (context) return context;
  if (contexts.has(name)) {
    throw new ConnectionProblem('cluster-unknown', `The context "${name}" of ${lowerFirst(source)} names no cluster.`);
  }
  const known = [...contexts.keys()].join(', ') || 'none';
  throw new ConnectionProblem('context-unknown', `${source} has no context "${name}"; it has ${known}.`);
}

function clusterOf({ config, clusters, source }: Kubeconfig, context: KubeconfigContext): Cluster {
  const cluster = config.getCluster(context.cluster);
  if (cluster) return cluster;
  if (clusters.has(context.cluster)) {
    const message = `The server address "" of the cluster "${context.cluster}" is not an http or https address.`;
    throw new ConnectionProblem('server-invalid', message);
  }
  const message = `The context "${context.name}" names the cluster "${context.cluster}", which ${lowerFirst(source)} does not have.`;
  throw new ConnectionProblem('cluster-unknown', message);
}

function userOf({ config, source }: Kubeconfig, context: KubeconfigContext): User {
  const name = text(context.user);
  if (name === undefined) return { name: '' };
  const user = config.getUser(name);
  if (user) return user;
  const message = `The context "${context.name}" names the user "${name}", which ${lowerFirst(source)} does not have.`;
  throw new ConnectionProblem('user-unknown', message);
}

function lowerFirst(words: string): string {
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}
