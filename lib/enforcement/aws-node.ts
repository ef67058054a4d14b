/** What the aws-node pods tell: they run the VPC CNI and, beside it, the network policy agent. */

import type { PluginContainer, PluginPod } from '#stream';

/** The agent's container has two names in use, and its image a third. */
function isAgent({ name, image }: PluginContainer): boolean {
  return name === 'aws-eks-nodeagent' || /network-policy-agent/.test(name) || /network-policy-agent/.test(image);
}

/** The last word of the flag counts, as for the agent itself; a bare flag means true. */
export function agentIsOn(pod: PluginPod): boolean {
  const flags = pod.containers.filter(isAgent).flatMap(({ args }) => args.filter((arg) => FLAG.test(arg)));
  const last = flags.at(-1);
  return last !== undefined && (FLAG.exec(last)?.[1] ?? 'true').toLowerCase() === 'true';
}

const FLAG = /^--?enable-network-policy(?:=(.*))?$/;

/** Standard unless told: new pods are open until their policies have reached the host. */
export function enforcingMode(pods: readonly PluginPod[]): 'standard' | 'strict' {
  const modes = pods.flatMap(({ containers }) => containers.flatMap(({ enforcingMode: mode }) => mode ?? []));
  return modes.some((mode) => mode.toLowerCase() === 'strict') ? 'strict' : 'standard';
}

/** `1.19.2` of the image `…/amazon-k8s-cni:v1.19.2-eksbuild.1`; the oldest where hosts differ. */
export function vpcCniVersion(pods: readonly PluginPod[]): string | undefined {
  const versions = pods.flatMap(({ containers }) =>
    containers
      .filter(({ name, image }) => name === 'aws-node' || /amazon-k8s-cni(?!-init)[:@]/.test(image))
      .flatMap(({ image }) => /:v?(\d+\.\d+\.\d+)/.exec(image)?.[1] ?? []),
  );
  return versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))[0];
}
