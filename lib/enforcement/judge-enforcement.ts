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
  const { hosts, unsure } = coverage(pods, [], facts.hosts);
  const named = { engine, plugin, ...(facts.hosts && { hosts }) };
  const of = facts.hosts ? hosts.total : 'an unknown number of';
  const because = `${plugin} runs on ${hosts.enforcing} of ${of} hosts.${unsureWords(unsure)}`;
  if (!facts.hosts) return { state: hosts.enforcing > 0 ? 'enforced' : 'unknown', ...named, because };
  return { state: stateOf(hosts, unsure), ...named, because };
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
  const { hosts, unsure } = coverage(agents, awsNodes, facts.hosts);
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
    const without = hosts.total - hosts.enforcing - unsure;
    const others = without > 0 ? ` On ${without} no agent runs: pods there are not protected.` : '';
    const because = `The controller is on, and the agent is ready on ${hosts.enforcing} of ${hosts.total} hosts.${unsureWords(unsure)}${others}`;
    return { state: stateOf(hosts, unsure), ...named, hosts, because };
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

interface Coverage {
  readonly hosts: { readonly enforcing: number; readonly total: number };
  /** Hosts where the agent runs and is not ready. */
  readonly unsure: number;
}

/** Hosts of Fargate, hybrid and Windows never run the agent, and count as not covered. */
function coverage(
  agents: readonly PluginPod[],
  others: readonly PluginPod[],
  hosts: readonly PluginHost[] | undefined,
): Coverage {
  const hostsOf = (pods: readonly PluginPod[]) => new Set(pods.flatMap(({ host }) => host ?? []));
  const covered = hostsOf(agents.filter((pod) => pod.ready));
  for (const host of hosts ?? []) if (isAutoMode(host)) covered.add(host.name);
  const unsure = [...hostsOf(agents)].filter((host) => !covered.has(host)).length;
  return { hosts: { enforcing: covered.size, total: hosts?.length ?? others.length }, unsure };
}

/**
 * An agent that is not ready is no proof of the contrary: what it wrote into the kernel stays in force, and only changes
 * since may be missing. That nothing is enforced is said where no agent runs, and nowhere else.
 */
function stateOf({ enforcing, total }: Coverage['hosts'], unsure: number): Enforcement['state'] {
  if (enforcing >= total && total > 0) return 'enforced';
  if (enforcing > 0) return 'partly';
  return unsure > 0 ? 'unknown' : 'not-enforced';
}

function unsureWords(unsure: number): string {
  if (unsure === 0) return '';
  return ` On ${unsure} it runs and is not ready: what was in force stays so, and whether later changes take effect is not known.`;
}

function isAutoMode({ labels }: PluginHost): boolean {
  return Object.hasOwn(labels, COMPUTE_TYPE) && labels[COMPUTE_TYPE] === 'auto';
}

const COMPUTE_TYPE = 'eks.amazonaws.com/compute-type';
