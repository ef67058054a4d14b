/** Whether the policies of a cluster are enforced, judged from what the cluster shows. */

import {
  ENFORCING_ENGINES,
  type Enforcement,
  type EnforcementFacts,
  type EnforcingEngine,
  type PluginHost,
  type PluginPod,
} from '#stream';
import { agentIsOn, enforcingMode, vpcCniVersion } from './aws-node.ts';

/** Network plugins that enforce policies by themselves, by their DaemonSets. */
const ENGINES: ReadonlyMap<string, EnforcingEngine> = new Map([
  ['antrea-agent', 'antrea'],
  ['calico-node', 'calico'],
  ['cilium', 'cilium'],
  ['kube-router', 'kube-router'],
  ['ovnkube-node', 'ovn-kubernetes'],
  ['weave-net', 'weave-net'],
]);

/**
 * The VPC CNI enforces when two switches are on: the controller (a key of the ConfigMap amazon-vpc-cni), which turns
 * policies into endpoints, and the agent on each host (an argument in the aws-node pods), which makes them bite.
 */
export function judgeEnforcement(facts: EnforcementFacts): Enforcement {
  const { pluginPods } = facts;
  if (!pluginPods) {
    const because = 'Pods cannot be read, so the network plugin is not known.';
    return { state: 'unknown', engine: 'unknown', because };
  }
  const awsNodes = pluginPods.filter((pod) => pod.daemonSet === 'aws-node');
  const others = pluginPods.filter((pod) => ENGINES.has(pod.daemonSet));
  if (others.length > 0) return judgeOther(others, awsNodes, facts);
  if (awsNodes.length > 0) return judgeVpcCni(awsNodes, facts);
  if (facts.hosts?.some(isAutoMode)) return judgeAutoMode(facts);
  return {
    state: 'unknown',
    engine: 'unknown',
    because: 'No network plugin known to this program runs in the cluster.',
  };
}

function judgeOther(pods: readonly PluginPod[], awsNodes: readonly PluginPod[], facts: EnforcementFacts): Enforcement {
  const engines = [...new Set(pods.flatMap((pod) => ENGINES.get(pod.daemonSet) ?? []))];
  const plugin = engines.map((engine) => ENFORCING_ENGINES[engine].name).join(' and ');
  const [only = 'unknown'] = engines;
  const engine = engines.length > 1 ? 'several' : only;
  if (awsNodes.some(agentIsOn) && controllerIsOn(facts)) {
    const because = `Both ${plugin} and the VPC CNI are set to enforce policies; they contradict each other, and one of them is to be removed.`;
    return { state: 'partly', engine: 'several', plugin: `${plugin} and VPC CNI`, because };
  }
  const total = facts.hosts?.length;
  const enforcing = new Set(pods.filter((pod) => pod.ready && pod.host !== undefined).map((pod) => pod.host)).size;
  const because = `${plugin} runs on ${enforcing} of ${total ?? 'an unknown number of'} hosts.`;
  if (total === undefined) return { state: enforcing > 0 ? 'enforced' : 'unknown', engine, plugin, because };
  const state = enforcing === 0 ? 'not-enforced' : enforcing < total ? 'partly' : 'enforced';
  return { state, engine, plugin, hosts: { enforcing, total }, because };
}

function judgeVpcCni(awsNodes: readonly PluginPod[], facts: EnforcementFacts): Enforcement {
  const version = vpcCniVersion(awsNodes);
  const plugin = version === undefined ? 'VPC CNI' : `VPC CNI ${version}`;
  const mode = enforcingMode(awsNodes);
  const known = { engine: 'vpc-cni', ...(version === undefined ? {} : { version }) } as const;
  const named = { ...known, plugin, detail: `${mode} mode` };
  if (facts.vpcCniConfig === undefined) {
    const because =
      'The ConfigMap kube-system/amazon-vpc-cni cannot be read, so it is not known whether the network policy controller is on.';
    return { state: 'unknown', ...named, because };
  }
  const agents = awsNodes.filter(agentIsOn);
  const hosts = coverage(agents, awsNodes, facts.hosts);
  if (!controllerIsOn(facts)) {
    const strict = mode === 'strict' ? ' In strict mode every new pod stays cut off.' : '';
    const because =
      agents.length > 0
        ? `The agents are on, but the network policy controller is off (enable-network-policy-controller in kube-system/amazon-vpc-cni), so no policy reaches them.${strict}`
        : 'Network policy is switched off in the VPC CNI: policies are accepted and have no effect.';
    return { state: 'not-enforced', ...named, hosts: { ...hosts, enforcing: 0 }, because };
  }
  if (agents.length === 0) {
    const because =
      'The network policy controller is on, but no aws-node pod runs its agent with --enable-network-policy=true: policies are compiled and have no effect.';
    return { state: 'not-enforced', ...named, hosts, because };
  }
  if (hosts.enforcing < hosts.total) {
    const because = `The controller is on and the agent enforces on ${hosts.enforcing} of ${hosts.total} hosts; pods on the others are not protected.`;
    return { state: hosts.enforcing > 0 ? 'partly' : 'not-enforced', ...named, hosts, because };
  }
  const because = 'The controller is on in kube-system/amazon-vpc-cni, and the agent in every aws-node pod.';
  return { state: 'enforced', ...named, hosts, because };
}

/** EKS Auto Mode runs the agent on its hosts itself; the ConfigMap switches the controller all the same. */
function judgeAutoMode(facts: EnforcementFacts): Enforcement {
  const engine = 'eks-auto-mode';
  const plugin = ENFORCING_ENGINES[engine].name;
  if (facts.vpcCniConfig === undefined) {
    return { state: 'unknown', engine, plugin, because: 'The ConfigMap kube-system/amazon-vpc-cni cannot be read.' };
  }
  const total = facts.hosts?.length ?? 0;
  if (!controllerIsOn(facts)) {
    const because =
      'The network policy controller is off (enable-network-policy-controller in kube-system/amazon-vpc-cni): policies have no effect.';
    return { state: 'not-enforced', engine, plugin, hosts: { enforcing: 0, total }, because };
  }
  const enforcing = facts.hosts?.filter(isAutoMode).length ?? 0;
  const state = enforcing < total ? 'partly' : 'enforced';
  return {
    state,
    engine,
    plugin,
    hosts: { enforcing, total },
    because: 'The controller is on, and Auto Mode hosts bring the agent.',
  };
}

function controllerIsOn({ vpcCniConfig }: EnforcementFacts): boolean {
  return vpcCniConfig?.['enable-network-policy-controller'] === 'true';
}

/** Hosts of Fargate, hybrid and Windows never run the agent, and count as not covered. */
function coverage(
  agents: readonly PluginPod[],
  awsNodes: readonly PluginPod[],
  hosts: readonly PluginHost[] | undefined,
): { enforcing: number; total: number } {
  const covered = new Set(agents.filter((pod) => pod.ready && pod.host !== undefined).map((pod) => pod.host));
  for (const host of hosts ?? []) if (isAutoMode(host)) covered.add(host.name);
  return { enforcing: covered.size, total: hosts?.length ?? awsNodes.length };
}

function isAutoMode({ labels }: PluginHost): boolean {
  return Object.hasOwn(labels, COMPUTE_TYPE) && labels[COMPUTE_TYPE] === 'auto';
}

const COMPUTE_TYPE = 'eks.amazonaws.com/compute-type';
