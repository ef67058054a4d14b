/** The fields of NetworkPolicy with the names of their types in the API server: what decoding checks against. */

export type Shape =
  | { readonly is: 'text' | 'integer' | 'boolean' | 'port'; readonly type: string }
  | { readonly is: 'list'; readonly type: string; readonly of: Shape }
  | { readonly is: 'map'; readonly type: string; readonly of: Shape }
  /** `open`: other fields are taken as they are. */
  | {
      readonly is: 'struct';
      readonly type: string;
      readonly fields: Readonly<Record<string, Shape>>;
      readonly open?: true;
    }
  /** Set by the server; taken as it is. */
  | { readonly is: 'anything'; readonly type: string };

const TEXT: Shape = { is: 'text', type: 'string' };
const INT32: Shape = { is: 'integer', type: 'int32' };
const INT64: Shape = { is: 'integer', type: 'int64' };
const BOOL: Shape = { is: 'boolean', type: 'bool' };
const ANYTHING: Shape = { is: 'anything', type: '' };
const TEXT_MAP: Shape = { is: 'map', type: 'map[string]string', of: TEXT };

function named(type: string): Shape {
  return { is: 'text', type: `v1.${type}` };
}

function listOf(of: Shape): Shape {
  return { is: 'list', type: `[]${of.type}`, of };
}

function struct(name: string, fields: Readonly<Record<string, Shape>>): Shape {
  return { is: 'struct', type: `v1.${name}`, fields };
}

const SELECTOR = struct('LabelSelector', {
  matchLabels: TEXT_MAP,
  matchExpressions: listOf(
    struct('LabelSelectorRequirement', { key: TEXT, operator: named('LabelSelectorOperator'), values: listOf(TEXT) }),
  ),
});

const PEERS = listOf(
  struct('NetworkPolicyPeer', {
    podSelector: SELECTOR,
    namespaceSelector: SELECTOR,
    ipBlock: struct('IPBlock', { cidr: TEXT, except: listOf(TEXT) }),
  }),
);

const PORTS = listOf(
  struct('NetworkPolicyPort', { protocol: named('Protocol'), port: { is: 'port', type: 'int32' }, endPort: INT32 }),
);

/** Of every object. */
export const METADATA = struct('ObjectMeta', {
  name: TEXT,
  generateName: TEXT,
  namespace: TEXT,
  selfLink: TEXT,
  uid: { is: 'text', type: 'types.UID' },
  resourceVersion: TEXT,
  generation: INT64,
  creationTimestamp: ANYTHING,
  deletionTimestamp: ANYTHING,
  deletionGracePeriodSeconds: INT64,
  labels: TEXT_MAP,
  annotations: TEXT_MAP,
  ownerReferences: listOf(
    struct('OwnerReference', {
      apiVersion: TEXT,
      kind: TEXT,
      name: TEXT,
      uid: { is: 'text', type: 'types.UID' },
      controller: BOOL,
      blockOwnerDeletion: BOOL,
    }),
  ),
  finalizers: listOf(TEXT),
  managedFields: ANYTHING,
});

export const POLICY_SHAPE = struct('NetworkPolicy', {
  apiVersion: TEXT,
  kind: TEXT,
  metadata: METADATA,
  spec: struct('NetworkPolicySpec', {
    podSelector: SELECTOR,
    policyTypes: listOf(named('PolicyType')),
    ingress: listOf(struct('NetworkPolicyIngressRule', { ports: PORTS, from: PEERS })),
    egress: listOf(struct('NetworkPolicyEgressRule', { ports: PORTS, to: PEERS })),
  }),
});
