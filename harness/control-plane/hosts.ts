/** Three machines as EKS shows them: one in each zone, with the addresses and labels that go with it. */

const ZONES = ['a', 'b', 'c'];

export function hosts(): object {
  return { apiVersion: 'v1', kind: 'List', items: ZONES.map(host) };
}

/** A status sent along with a new Node is kept. */
function host(zone: string, index: number): object {
  const address = `10.42.${100 + index}.10`;
  const name = `ip-10-42-${100 + index}-10.us-west-2.compute.internal`;
  const room = { cpu: '8', memory: '32Gi', pods: '110' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'eks.amazonaws.com/nodegroup': 'default',
        'kubernetes.io/arch': 'amd64',
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'node.kubernetes.io/instance-type': 'm5.large',
        'topology.kubernetes.io/region': 'us-west-2',
        'topology.kubernetes.io/zone': `us-west-2${zone}`,
      },
    },
    spec: { providerID: `aws:///us-west-2${zone}/i-0123456789abcde${index}f` },
    status: {
      addresses: [
        { type: 'InternalIP', address },
        { type: 'Hostname', address: name },
      ],
      allocatable: room,
      capacity: room,
    },
  };
}
