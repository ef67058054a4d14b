/** The columns of each kind: names, order and priority as kubectl users know them; `-o wide` shows priority 1. */

import type { Kind } from '../kinds.ts';
import { type KubeObject, listAt, numberAt, objectAt, textAt } from '../kube-object.ts';
import { formatLabels, formatSelector } from '../store/label-selector.ts';
import { formatAge } from './age.ts';
import { podReady, podRestarts, podStatus } from './pod-cells.ts';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly description: string;
  readonly priority: 0 | 1;
  readonly cell: (object: KubeObject, now: number) => string | number;
}

type Cell = Column['cell'];

function column(name: string, description: string, cell: Cell, options: Partial<Column> = {}): Column {
  return { name, type: 'string', description, priority: 0, cell, ...options };
}

const wide = { priority: 1 } as const;
const integer = { type: 'integer' } as const;
const none = '<none>';

const name = column('Name', 'Unique in its namespace for this kind.', (object) => object.metadata.name ?? '');
const age = column('Age', 'Time since the object was created, by the clock of the server.', (object, now) =>
  formatAge(object.metadata.creationTimestamp, now),
);

const containerNames: Cell = (object) => templateContainers(object, 'name');
const containerImages: Cell = (object) => templateContainers(object, 'image');
const containers = [
  column('Containers', 'Names of the containers of the template.', containerNames, wide),
  column('Images', 'Images of the containers of the template.', containerImages, wide),
];
const selector = column(
  'Selector',
  'Which pods are counted as its own.',
  (object) => formatSelector(objectAt(object, 'spec').selector),
  wide,
);

function count(title: string, description: string, ...path: string[]): Column {
  return column(title, description, (object) => numberAt(object, ...path) ?? 0, integer);
}

const COLUMNS: Readonly<Record<string, readonly Column[]>> = {
  Pod: [
    name,
    column('Ready', 'Containers that are ready, of all.', podReady),
    column('Status', 'What the pod as a whole is doing.', podStatus),
    column('Restarts', 'How often its containers were started again.', podRestarts),
    age,
    column('IP', 'Address of the pod.', (pod) => textAt(pod, 'status', 'podIP') ?? none, wide),
    column('Node', 'The node it runs on.', (pod) => textAt(pod, 'spec', 'nodeName') ?? none, wide),
    column('Nominated Node', 'Set while room is being made.', (pod) => nominatedNode(pod), wide),
    column('Readiness Gates', 'Further conditions it waits for.', () => none, wide),
  ],
  NetworkPolicy: [
    name,
    column('Pod-Selector', 'The pods the policy selects.', (policy) =>
      formatSelector(objectAt(policy, 'spec').podSelector),
    ),
    age,
  ],
  Namespace: [
    name,
    column('Status', 'Active, or Terminating while it goes.', (object) => textAt(object, 'status', 'phase') ?? ''),
    age,
  ],
  Node: [
    name,
    column('Status', 'Whether the node is ready.', nodeStatus),
    column('Roles', 'What its labels say it is for.', () => none),
    age,
    column('Version', 'Of the kubelet.', (node) => nodeInfo(node, 'kubeletVersion')),
    column('Internal-IP', 'Address in the network.', (node) => nodeAddress(node, 'InternalIP'), wide),
    column('External-IP', 'Address outside, if any.', (node) => nodeAddress(node, 'ExternalIP'), wide),
    column('OS-Image', 'Operating system.', (node) => nodeInfo(node, 'osImage'), wide),
    column('Kernel-Version', 'Of the operating system.', (node) => nodeInfo(node, 'kernelVersion'), wide),
    column('Container-Runtime', 'What runs containers.', (node) => nodeInfo(node, 'containerRuntimeVersion'), wide),
  ],
  Service: [
    name,
    column('Type', 'How the service is reached.', (service) => textAt(service, 'spec', 'type') ?? ''),
    column('Cluster-IP', 'Its address in the cluster.', (service) => textAt(service, 'spec', 'clusterIP') ?? none),
    column('External-IP', 'Its address outside, if any.', externalAddress),
    column('Port(s)', 'What it listens on.', servicePorts),
    age,
    column(
      'Selector',
      'Which pods stand behind it.',
      (service) => formatLabels(objectAt(service, 'spec').selector),
      wide,
    ),
  ],
  Deployment: [
    name,
    column('Ready', 'Pods that are ready, of those wanted.', readyOfWanted),
    count('Up-to-date', 'Pods made from the present template.', 'status', 'updatedReplicas'),
    count('Available', 'Pods that have been ready long enough.', 'status', 'availableReplicas'),
    age,
    ...containers,
    selector,
  ],
  ReplicaSet: [
    name,
    count('Desired', 'Pods wanted.', 'spec', 'replicas'),
    count('Current', 'Pods there are.', 'status', 'replicas'),
    count('Ready', 'Pods that are ready.', 'status', 'readyReplicas'),
    age,
    ...containers,
    selector,
  ],
  StatefulSet: [name, column('Ready', 'Pods that are ready, of those wanted.', readyOfWanted), age, ...containers],
  DaemonSet: [
    name,
    count('Desired', 'Nodes that should run a pod.', 'status', 'desiredNumberScheduled'),
    count('Current', 'Nodes that run one.', 'status', 'currentNumberScheduled'),
    count('Ready', 'Pods that are ready.', 'status', 'numberReady'),
    count('Up-to-date', 'Pods made from the present template.', 'status', 'updatedNumberScheduled'),
    count('Available', 'Pods that have been ready long enough.', 'status', 'numberAvailable'),
    column('Node Selector', 'Which nodes it wants.', (set) =>
      formatLabels(objectAt(set, 'spec', 'template', 'spec').nodeSelector),
    ),
    age,
    ...containers,
    selector,
  ],
  Endpoints: [name, column('Endpoints', 'Addresses and ports that stand behind the service.', endpointsOf), age],
  EndpointSlice: [
    name,
    column('AddressType', 'What its addresses are.', (slice) => String(slice.addressType ?? '')),
    column('Ports', 'Ports of the pods.', (slice) =>
      listed(listAt(slice, 'ports').map((port) => numberAt(port, 'port'))),
    ),
    column('Endpoints', 'Addresses of the pods.', (slice) =>
      listed(listAt(slice, 'endpoints').flatMap((endpoint) => listAt(endpoint, 'addresses'))),
    ),
    age,
  ],
  ConfigMap: [
    name,
    column('Data', 'How many keys it holds.', (map) => Object.keys(objectAt(map, 'data')).length, integer),
    age,
  ],
  ServiceAccount: [
    name,
    column('Secrets', 'How many secrets it names.', (account) => listAt(account, 'secrets').length, integer),
    age,
  ],
  Role: createdAt(),
  ClusterRole: createdAt(),
  RoleBinding: bindingColumns(),
  ClusterRoleBinding: bindingColumns(),
};

export function columnsOf(kind: Kind): readonly Column[] {
  return COLUMNS[kind.kind] ?? [name, age];
}

function createdAt(): readonly Column[] {
  return [
    name,
    column('Created At', 'When it was made.', (role) => role.metadata.creationTimestamp ?? '', { type: 'date' }),
  ];
}

function bindingColumns(): readonly Column[] {
  const role: Cell = (binding) => `${textAt(binding, 'roleRef', 'kind')}/${textAt(binding, 'roleRef', 'name')}`;
  return [
    name,
    column('Role', 'The role it gives.', role),
    age,
    column('Users', 'Users it gives the role to.', (binding) => subjects(binding, 'User'), wide),
    column('Groups', 'Groups it gives the role to.', (binding) => subjects(binding, 'Group'), wide),
    column('ServiceAccounts', 'Accounts it gives the role to.', (binding) => subjects(binding, 'ServiceAccount'), wide),
  ];
}

function subjects(binding: KubeObject, kind: string): string {
  return listAt(binding, 'subjects')
    .filter((subject) => textAt(subject, 'kind') === kind)
    .map((subject) => [textAt(subject, 'namespace'), textAt(subject, 'name')].filter((part) => part).join('/'))
    .join(', ');
}

function templateContainers(object: KubeObject, field: string): string {
  return listAt(object, 'spec', 'template', 'spec', 'containers')
    .map((container) => textAt(container, field) ?? '')
    .join(',');
}

function readyOfWanted(object: KubeObject): string {
  return `${numberAt(object, 'status', 'readyReplicas') ?? 0}/${numberAt(object, 'spec', 'replicas') ?? 0}`;
}

function nominatedNode(pod: KubeObject): string {
  return textAt(pod, 'status', 'nominatedNodeName') ?? none;
}

function nodeStatus(node: KubeObject): string {
  const ready = listAt(node, 'status', 'conditions').find((condition) => textAt(condition, 'type') === 'Ready');
  const state = ready === undefined ? 'Unknown' : textAt(ready, 'status') === 'True' ? 'Ready' : 'NotReady';
  return objectAt(node, 'spec').unschedulable === true ? `${state},SchedulingDisabled` : state;
}

function nodeInfo(node: KubeObject, field: string): string {
  return textAt(node, 'status', 'nodeInfo', field) ?? '<unknown>';
}

function nodeAddress(node: KubeObject, type: string): string {
  const found = listAt(node, 'status', 'addresses').find((address) => textAt(address, 'type') === type);
  return textAt(found, 'address') ?? none;
}

function externalAddress(service: KubeObject): string {
  const points = listAt(service, 'status', 'loadBalancer', 'ingress');
  const addresses = points.map((point) => textAt(point, 'hostname') ?? textAt(point, 'ip') ?? '');
  if (addresses.length > 0) return addresses.join(',');
  if (textAt(service, 'spec', 'type') === 'ExternalName') return textAt(service, 'spec', 'externalName') ?? none;
  return textAt(service, 'spec', 'type') === 'LoadBalancer' ? '<pending>' : none;
}

function endpointsOf(object: KubeObject): string {
  return listed(
    listAt(object, 'subsets').flatMap((subset) =>
      listAt(subset, 'addresses').flatMap((address) =>
        listAt(subset, 'ports').map((port) => `${textAt(address, 'ip')}:${numberAt(port, 'port')}`),
      ),
    ),
  );
}

/** Three at most, as kubectl users know it. */
function listed(values: readonly unknown[]): string {
  if (values.length === 0) return none;
  const more = values.length > 3 ? ` + ${values.length - 3} more...` : '';
  return `${values.slice(0, 3).join(',')}${more}`;
}

function servicePorts(service: KubeObject): string {
  const ports = listAt(service, 'spec', 'ports').map((port) => {
    const nodePort = numberAt(port, 'nodePort');
    return `${numberAt(port, 'port')}${nodePort === undefined ? '' : `:${nodePort}`}/${textAt(port, 'protocol') ?? 'TCP'}`;
  });
  return ports.length === 0 ? none : ports.join(',');
}
