/** What a cluster shows of the plugin that enforces its policies: gathered from live objects, judged elsewhere. */

import type { Labels } from '#engine';

export interface EnforcementFacts {
  /** Data of kube-system/amazon-vpc-cni; null when the cluster has none; undefined while it could not be read. */
  readonly vpcCniConfig: Readonly<Record<string, string>> | null | undefined;
  /** Pods that run a network plugin, or undefined while pods were not read. */
  readonly pluginPods: readonly PluginPod[] | undefined;
  /** Undefined while nodes were not read. */
  readonly hosts: readonly PluginHost[] | undefined;
}

/** A pod of a DaemonSet known to belong to a network plugin. */
export interface PluginPod {
  readonly daemonSet: string;
  readonly namespace: string;
  readonly host?: string;
  readonly ready: boolean;
  readonly containers: readonly PluginContainer[];
}

export interface PluginContainer {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  /** NETWORK_POLICY_ENFORCING_MODE alone: no other variable of any container is ever read. */
  readonly enforcingMode?: string;
}

export interface PluginHost {
  readonly name: string;
  readonly labels: Labels;
}
