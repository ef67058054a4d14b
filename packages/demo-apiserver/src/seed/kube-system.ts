/** What EKS itself runs: DNS, the network plugin with its policy agent, kube-proxy, and the plugin's settings. */

import type { JsonObject } from '../kube-object.ts';

const NAMESPACE = 'kube-system';

export function kubeSystem(): readonly JsonObject[] {
  return [
    networkSettings(),
    ...['coredns', 'aws-node', 'kube-proxy'].map(account),
    coredns(),
    dnsService(),
    networkPlugin(),
    kubeProxy(),
    apiService(),
  ];
}

/** The policy controller runs when this says so. */
function networkSettings(): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'amazon-vpc-cni', namespace: NAMESPACE, labels: { 'k8s-app': 'aws-node' } },
    data: { 'enable-network-policy-controller': 'true', 'enable-windows-ipam': 'false', 'branch-eni-cooldown': '60' },
  };
}

function account(name: string): JsonObject {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: NAMESPACE } };
}

function coredns(): JsonObject {
  const labels = { 'k8s-app': 'kube-dns', 'eks.amazonaws.com/component': 'coredns' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'coredns', namespace: NAMESPACE, labels },
    spec: {
      replicas: 2,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: 'coredns',
          dnsPolicy: 'Default',
          priorityClassName: 'system-cluster-critical',
          containers: [
            {
              name: 'coredns',
              image: 'eks/coredns:v1.12.1-eksbuild.2',
              args: ['-conf', '/etc/coredns/Corefile'],
              ports: [
                { name: 'dns', containerPort: 53, protocol: 'UDP' },
                { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
                { name: 'metrics', containerPort: 9153, protocol: 'TCP' },
              ],
            },
          ],
        },
      },
    },
  };
}

function dnsService(): JsonObject {
  const labels = { 'k8s-app': 'kube-dns', 'kubernetes.io/name': 'CoreDNS', 'kubernetes.io/cluster-service': 'true' };
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'kube-dns', namespace: NAMESPACE, labels },
    spec: {
      clusterIP: '172.20.0.10',
      selector: { 'k8s-app': 'kube-dns' },
      ports: [
        { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
        { name: 'dns-tcp', port: 53, targetPort: 53, protocol: 'TCP' },
        { name: 'metrics', port: 9153, targetPort: 9153, protocol: 'TCP' },
      ],
    },
  };
}

function networkPlugin(): JsonObject {
  const env = {
    ENABLE_POD_ENI: 'true',
    ENABLE_PREFIX_DELEGATION: 'true',
    NETWORK_POLICY_ENFORCING_MODE: 'standard',
    POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
    WARM_PREFIX_TARGET: '1',
  };
  return daemonSet('aws-node', { 'app.kubernetes.io/name': 'aws-node', 'k8s-app': 'aws-node' }, [
    {
      name: 'aws-node',
      image: 'eks/amazon-k8s-cni:v1.19.2-eksbuild.1',
      env: Object.entries(env).map(([name, value]) => ({ name, value })),
      ports: [{ name: 'metrics', containerPort: 61678, protocol: 'TCP' }],
    },
    {
      name: 'aws-eks-nodeagent',
      image: 'eks/aws-network-policy-agent:v1.1.6-eksbuild.1',
      args: [
        '--enable-ipv6=false',
        '--enable-network-policy=true',
        '--enable-cloudwatch-logs=false',
        '--enable-policy-event-logs=true',
        '--metrics-bind-addr=:8162',
        '--health-probe-bind-addr=:8163',
      ],
      ports: [{ name: 'agentmetrics', containerPort: 8162, protocol: 'TCP' }],
    },
  ]);
}

function kubeProxy(): JsonObject {
  return daemonSet('kube-proxy', { 'k8s-app': 'kube-proxy' }, [
    {
      name: 'kube-proxy',
      image: 'eks/kube-proxy:v1.33.3-minimal-eksbuild.4',
      command: ['kube-proxy', '--config=/var/lib/kube-proxy-config/config'],
    },
  ]);
}

function daemonSet(name: string, labels: Record<string, string>, containers: readonly JsonObject[]): JsonObject {
  const selector = { 'k8s-app': name };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name, namespace: NAMESPACE, labels },
    spec: {
      selector: { matchLabels: selector },
      template: {
        metadata: { labels },
        spec: {
          hostNetwork: true,
          serviceAccountName: name,
          priorityClassName: 'system-node-critical',
          tolerations: [{ operator: 'Exists' }],
          containers,
        },
      },
    },
  };
}

/** The way to the API server from inside. */
function apiService(): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: 'kubernetes',
      namespace: 'default',
      labels: { component: 'apiserver', provider: 'kubernetes' },
    },
    spec: { clusterIP: '172.20.0.1', ports: [{ name: 'https', port: 443, targetPort: 443, protocol: 'TCP' }] },
  };
}
