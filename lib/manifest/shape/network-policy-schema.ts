/**
 * JSON schema of NetworkPolicy with our own descriptions: feeds completion and hover in the editor. It says of no field
 * that it is required, which would only make the editor offer all of those at once, under the name of their type.
 */

export interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
}

const TEXT_MAP: JsonSchema = { type: 'object', additionalProperties: { type: 'string' } };

function text(description: string): JsonSchema {
  return { type: 'string', description };
}

function choice(description: string, values: readonly string[]): JsonSchema {
  return { type: 'string', description, enum: values };
}

function list(description: string, items: JsonSchema): JsonSchema {
  return { type: 'array', description, items };
}

function fields(description: string, properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', description, properties, additionalProperties: false };
}

const REQUIREMENT = fields('One condition on a label. All conditions must hold.', {
  key: text('The label it looks at.'),
  operator: choice('In and NotIn compare with `values`; Exists and DoesNotExist look only at the key.', [
    'In',
    'NotIn',
    'Exists',
    'DoesNotExist',
  ]),
  values: list('Needed for In and NotIn, not allowed for the others. NotIn also matches where the label is missing.', {
    type: 'string',
  }),
});

function selector(description: string): JsonSchema {
  return fields(description, {
    matchLabels: { ...TEXT_MAP, description: 'Labels that must all be there with exactly these values.' },
    matchExpressions: list('Conditions on labels, all of which must hold.', REQUIREMENT),
  });
}

const PEER = fields(
  'Pods, by namespace and labels, or addresses. Selectors in one entry must both match; entries of the list are alternatives.',
  {
    podSelector: selector(
      'Pods with these labels. Alone it looks only in the namespace of the policy; {} is every pod there.',
    ),
    namespaceSelector: selector(
      'Namespaces with these labels; {} is every namespace. Alone it admits all of their pods. Every namespace carries kubernetes.io/metadata.name.',
    ),
    ipBlock: fields('Addresses. Stands alone: not together with a selector.', {
      cidr: text('A range such as 10.0.0.0/16 or 2001:db8::/64. 0.0.0.0/0 is every IPv4 address.'),
      except: list('Ranges inside the cidr that are left out.', { type: 'string' }),
    }),
  },
);

const PORT = fields('A port, a range of ports, or a whole protocol. It is the port of the pod, not of a Service.', {
  protocol: choice('TCP when left out.', ['TCP', 'UDP', 'SCTP']),
  port: {
    type: ['integer', 'string'],
    description: 'A number from 1 to 65535, or the name of a container port. Every port when left out.',
  },
  endPort: {
    type: 'integer',
    description: 'Last port of a range that begins at `port`, which must be a number.',
    minimum: 1,
    maximum: 65535,
  },
});

const PORTS = list('Ports that this rule admits. Left out or empty: every port.', PORT);

export const networkPolicySchema: JsonSchema = fields(
  'Says which traffic may reach or leave the pods it selects. Policies only add: what any policy admits is admitted.',
  {
    apiVersion: choice('The only version there is.', ['networking.k8s.io/v1']),
    kind: choice('The only kind edited here.', ['NetworkPolicy']),
    metadata: fields('Name and labels of the policy itself.', {
      name: text('Name of the policy, unique in its namespace.'),
      namespace: text('The namespace whose pods the policy selects.'),
      labels: { ...TEXT_MAP, description: 'Labels of the policy; they do not change what it does.' },
      annotations: { ...TEXT_MAP, description: 'Notes on the policy; they do not change what it does.' },
    }),
    spec: fields('Whom the policy isolates, and what it lets through.', {
      podSelector: selector('The pods that the policy isolates. {} is every pod in its namespace.'),
      policyTypes: list(
        'Directions in which the pods are isolated. Left out: Ingress, and Egress too when there is an egress rule.',
        { type: 'string', enum: ['Ingress', 'Egress'] },
      ),
      ingress: list(
        'What may come in. No rule: nothing. A rule without `from` and `ports` ({}) admits everything.',
        fields('One way in: any of these sources, on any of these ports.', {
          from: list('Sources. Left out or empty: everywhere, also outside the cluster.', PEER),
          ports: PORTS,
        }),
      ),
      egress: list(
        'What may go out. Needs Egress in policyTypes. Remember DNS: UDP and TCP 53 to kube-system.',
        fields('One way out: any of these destinations, on any of these ports.', {
          to: list('Destinations. Left out or empty: everywhere, also outside the cluster.', PEER),
          ports: PORTS,
        }),
      ),
    }),
  },
);
