/** Three machines: as an EKS managed node group has them, one in each zone, or of no particular kind. */

import { type Flavour, kubernetesVersion } from '../discovery/version.ts';
import type { JsonObject } from '../kube-object.ts';

interface Machine {
  readonly address: string;
  readonly zone: string;
  readonly instance: string;
}

const REGION = 'us-west-2';

const MACHINES: readonly Machine[] = [
  { address: '10.42.96.118', zone: `${REGION}a`, instance: 'i-0a4c1f7d2e9b63580' },
  { address: '10.42.128.64', zone: `${REGION}b`, instance: 'i-0b8e35a90c7d1f246' },
  { address: '10.42.160.203', zone: `${REGION}c`, instance: 'i-0c2d96f41b3e7a859' },
];

export function machines(flavour: Flavour, now: string): readonly JsonObject[] {
  return MACHINES.map((machine, index) => node(machine, flavour, index, now));
}

function node({ address, zone, instance }: Machine, flavour: Flavour, index: number, now: string): JsonObject {
  const isEks = flavour === 'eks';
  const name = isEks ? `ip-${address.replaceAll('.', '-')}.${REGION}.compute.internal` : `node-${index + 1}`;
  const version = kubernetesVersion(flavour);
  const interfaces = isEks ? { 'vpc.amazonaws.com/pod-eni': '9' } : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { ...commonLabels(name), ...(isEks ? eksLabels(zone) : {}) } },
    spec: isEks ? { providerID: `aws:///${zone}/${instance}` } : {},
    status: {
      addresses: [
        { type: 'InternalIP', address },
        { type: 'InternalDNS', address: name },
        { type: 'Hostname', address: name },
      ],
      allocatable: { cpu: '1930m', memory: '7220184Ki', pods: '110', ...interfaces },
      capacity: { cpu: '2', memory: '7910360Ki', pods: '110', ...interfaces },
      conditions: [
        condition('MemoryPressure', false),
        condition('DiskPressure', false),
        condition('PIDPressure', false),
      ]
        .concat(condition('Ready', true))
        .map((one) => ({ ...one, lastHeartbeatTime: now, lastTransitionTime: now })),
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: 'containerd://1.7.27',
        kernelVersion: isEks ? '6.1.141-155.222.amzn2023.x86_64' : '6.1.0',
        kubeProxyVersion: version,
        kubeletVersion: version,
        machineID: '',
        operatingSystem: 'linux',
        osImage: isEks ? 'Amazon Linux 2023.7' : 'Linux',
        systemUUID: '',
      },
    },
  };
}

function commonLabels(name: string): JsonObject {
  return { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' };
}

function eksLabels(zone: string): JsonObject {
  return {
    'eks.amazonaws.com/capacityType': 'ON_DEMAND',
    'eks.amazonaws.com/nodegroup': 'default',
    'node.kubernetes.io/instance-type': 'm5.large',
    'topology.kubernetes.io/region': REGION,
    'topology.kubernetes.io/zone': zone,
  };
}

function condition(type: string, isTrue: boolean): JsonObject {
  const word = type === 'Ready' ? 'KubeletReady' : `KubeletHasNo${type}`;
  return { type, status: isTrue ? 'True' : 'False', reason: word, message: 'as the demo cluster says' };
}
