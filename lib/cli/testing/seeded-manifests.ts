/** Manifests of a cluster of any size, the same for the same numbers: namespaces, workloads, their pods and policies. */

export interface Size {
  readonly workloads: number;
  readonly podsEach: number;
}

const TIERS = ['web', 'api', 'db'];
const PER_NAMESPACE = 25;

export function seededManifests({ workloads, podsEach }: Size): string {
  const namespaces = Math.max(4, Math.floor(workloads / PER_NAMESPACE));
  const spaces = Array.from({ length: namespaces }, (_, at) => namespace(at));
  const apps = Array.from({ length: workloads }, (_, at) => app(at, at % namespaces, podsEach));
  return [...spaces, ...apps].join('---\n');
}

function namespace(at: number): string {
  return `apiVersion: v1
kind: Namespace
metadata:
  name: ns-${at}
  labels:
    team: t${at % 7}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: ns-${at}
spec:
  podSelector: {}
  policyTypes:
  - Ingress
  - Egress
`;
}

function app(at: number, space: number, podsEach: number): string {
  const labels = `app: app-${at}\n        tier: ${TIERS[at % TIERS.length]}`;
  const template = `    metadata:
      labels:
        ${labels}
    spec:
      containers:
      - name: main
        image: shop/app:1
        ports:
        - name: http
          containerPort: 8080
`;
  const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-${at}
  namespace: ns-${space}
spec:
  selector:
    matchLabels:
      app: app-${at}
  template:
${template}`;
  const pods = Array.from({ length: podsEach }, (_, pod) => podOf(at, space, pod));
  return [deployment, replicaSet(at, space), ...pods, policy(at, space)].join('---\n');
}

function owned(kind: string, name: string): string {
  return `  ownerReferences:
  - apiVersion: apps/v1
    kind: ${kind}
    name: ${name}
    uid: ""
    controller: true
`;
}

function replicaSet(at: number, space: number): string {
  return `apiVersion: apps/v1
kind: ReplicaSet
metadata:
  name: app-${at}-1
  namespace: ns-${space}
${owned('Deployment', `app-${at}`)}spec:
  selector:
    matchLabels:
      app: app-${at}
  template:
    metadata:
      labels:
        app: app-${at}
    spec:
      containers:
      - name: main
        image: shop/app:1
`;
}

function podOf(at: number, space: number, pod: number): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: app-${at}-1-${pod}
  namespace: ns-${space}
  labels:
    app: app-${at}
    tier: ${TIERS[at % TIERS.length]}
    pod-template-hash: "1"
${owned('ReplicaSet', `app-${at}-1`)}spec:
  nodeName: node-${pod}
  containers:
  - name: main
    image: shop/app:1
    ports:
    - name: http
      containerPort: 8080
status:
  phase: Running
  podIP: 10.${Math.floor(at / 250)}.${at % 250}.${pod + 1}
  hostIP: 192.168.0.${pod + 1}
`;
}

function policy(at: number, space: number): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: app-${at}
  namespace: ns-${space}
spec:
  podSelector:
    matchLabels:
      app: app-${at}
  policyTypes:
  - Ingress
  - Egress
  ingress:
  - from:
    - podSelector:
        matchLabels:
          tier: web
    - namespaceSelector:
        matchLabels:
          team: t${at % 7}
      podSelector:
        matchLabels:
          app: app-${at + 1}
    ports:
    - port: 8080
  egress:
  - to:
    - namespaceSelector: {}
    ports:
    - port: http
  - to:
    - ipBlock:
        cidr: 203.0.${at % 200}.0/24
`;
}
