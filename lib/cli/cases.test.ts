/**
 * Small inputs with their right answers, where they lie beside this repository: each stands for a kind of fault. One row a
 * command: its exit code, what the answer must say, and what it must not.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const CASES = join(import.meta.dirname, '../../../shared/cases');

interface Row {
  /** Inputs, by their place among the cases. */
  readonly in: string | readonly [before: string, after: string];
  /** The command with its options. */
  readonly run: string;
  readonly code: number;
  /** Texts on standard output or standard error. */
  readonly says?: readonly string[];
  readonly saysNot?: readonly string[];
}

const explain = (from: string, to: string, port: string) => `explain --from ${from} --to ${to} --port ${port}`;
const EKS = ' --profile eks-vpc-cni';

const REPORTS: readonly Row[] = [
  { in: '01-service-port', run: 'check', code: 1, says: ['[service-port]', 'Write port 5544'] },
  { in: '01-service-port', run: explain('books/backend', 'books/db', '5432'), code: 0, says: ['5432: allowed'] },
  { in: '01-service-port', run: explain('books/backend', 'books/db', '5544'), code: 0, says: ['denied', 'port: 5544'] },
  { in: '02-dns-forgotten', run: 'check', code: 1, says: ['[egress-without-dns] Fix: Admit DNS'] },
  {
    in: '02-dns-forgotten',
    run: `${explain('lab/api', 'kube-system/coredns', '53')} --protocol UDP`,
    code: 0,
    says: ['denied', 'k8s-app: kube-dns'],
  },
  { in: '03b-dns-by-address', run: 'check', code: 1, saysNot: ['egress-without-dns'] },
  {
    in: '03b-dns-by-address',
    run: `${explain('lab/api', '172.20.0.10', '53')} --protocol UDP`,
    code: 0,
    says: ['allowed'],
  },
  { in: '04-alb', run: 'check', code: 1, says: ['[ingress-shut]', 'no policy admits an address'] },
  { in: '04-alb', run: explain('10.42.10.20', 'cd/server', '8080'), code: 0, says: ['denied'] },
  { in: '06-webhook', run: 'check', code: 1, says: ['[webhook-shut]', 'TCP 9443'] },
  { in: '06-webhook', run: explain('10.0.3.4', 'ops/controller', '9443'), code: 0, says: ['denied'] },
  { in: '08-merge-same-cidr', run: 'check', code: 1, says: ['[redundant-rule]'] },
  { in: '08-merge-same-cidr', run: explain('apps/demo', '172.20.1.1', '443'), code: 0, says: ['allowed'] },
  {
    in: '09-eks-service-selector',
    run: explain('apps/client', 'apps/server', '8080') + EKS,
    code: 0,
    says: ['allowed'],
  },
  { in: '13-empty-nsselector', run: explain('d/foo', '8.8.8.8', '443'), code: 0, says: ['denied'] },
  { in: '15-egress-not-in-types', run: 'check', code: 1, says: ['[rules-ignored] Fix: List Egress in policyTypes'] },
  { in: '16-status-field', run: 'check', code: 0, says: ['Warning: strict decoding error: unknown field "status"'] },
  {
    in: '18-except-cannot-deny',
    run: 'check',
    code: 1,
    says: ['error: runner-out', '[except-voided]', '169.254.169.254/32'],
    saysNot: ['[redundant-rule]'],
  },
  { in: '18-except-cannot-deny', run: explain('box/runner', '169.254.169.254', '80'), code: 0, says: ['allowed'] },
  {
    in: '21-hostnetwork-peer',
    run: 'check',
    code: 1,
    says: ['[host-network-peer]', '[host-network-subject]'],
    saysNot: ['[selects-nothing]'],
  },
  {
    in: '21-hostnetwork-peer',
    run: explain('mon/prom', 'kube-system/node-exporter', '9100'),
    code: 0,
    says: ['denied'],
  },
  {
    in: '21-hostnetwork-peer',
    run: explain('mon/prom', 'kube-system/node-exporter', '9100') + EKS,
    code: 0,
    says: ['allowed'],
  },
  { in: '22-all-namespaces-meant', run: 'check', code: 1, saysNot: ['warning:', 'error:'] },
  {
    in: '25-namespace-label',
    run: 'check',
    code: 1,
    says: ['[unknown-namespace-label] Fix: Write kubernetes.io/metadata.name: ingress-nginx'],
  },
  { in: '25-namespace-label', run: explain('ingress-nginx/ctl', 'shop/web', '8080'), code: 0, says: ['denied'] },
  { in: '39-from-null', run: 'check', code: 1, says: ['warning: kc', '[empty-means-all]'] },
  { in: '39-from-null', run: 'list', code: 0, says: ['o/x[Deployment] => kc/keycloak[Deployment] : TCP 8080'] },
  { in: '40-and-or', run: 'check', code: 1, says: ['[own-namespace-only] Fix: Add namespaceSelector ing'] },
  { in: '40-and-or', run: 'explain --from ing/other --to p/web', code: 0, says: ['allowed'] },
  {
    in: '42-scrape-blocked',
    run: explain('monitoring/agent', 'data/cache', '9999'),
    code: 0,
    says: ['denied', 'nearest: data/cache spec.ingress[1]', 'app: vmagent'],
  },
  {
    in: '42-scrape-blocked',
    run: `${explain('monitoring/agent', 'data/cache', '9999')} --format json`,
    code: 0,
    says: ['"nearestMiss"', 'control-plane=controller-manager', '"layers"', '"fix"', '"fixEffect"'],
  },
  {
    in: '51-port-forms',
    run: 'check',
    code: 2,
    says: [
      'port: Invalid value: "5432": must contain at least one letter (a-z)',
      'protocol: Unsupported value: "tcp": supported values: "TCP", "UDP", "SCTP"',
      'protocol: Unsupported value: "ICMP"',
      'in.yaml:70: ',
      'write `- port: 5432`',
    ],
    saysNot: ['quotes'],
  },
  {
    in: '52-unquoted-labels',
    run: 'check',
    code: 2,
    says: [
      ...['41', '47', '53', '59', '65', '77'].map((line) => `in.yaml:${line}: spec.podSelector.matchLabels`),
      'when=2024-01-01',
    ],
  },
  { in: '55-anchors-lists', run: 'list', code: 0, says: ['q/web[Deployment] => q/db[Deployment] : TCP 5432,9187'] },
  {
    in: '56-duplicate-key',
    run: 'list',
    code: 0,
    says: ['key "ingress" already set in map; the last counts, as with kubectl'],
    saysNot: ['q/web[Deployment] => q/db[Deployment]'],
  },
  { in: '58-helm-template-source', run: 'list', code: 2, says: ['render it first (helm template)'] },
  {
    in: '59-old-api-versions',
    run: 'list',
    code: 2,
    says: [
      '"extensions/v1beta1"; write networking.k8s.io/v1',
      '"Deployment" in version "extensions/v1beta1"; write apps/v1',
    ],
  },
  { in: '62-no-namespace', run: 'check', code: 1, says: ['[no-namespace]', 'It lands in default'] },
  { in: '62-no-namespace', run: explain('q/web', 'q/db', '5432'), code: 0, says: ['allowed'] },
  {
    in: '66-selector-mistakes',
    run: 'check',
    code: 2,
    says: ['"web-*"', 'not a valid selector operator', 'unknown field "spec.podSelector.app"', 'Forbidden'],
  },
  { in: '69-openshift-dns-right', run: 'check', code: 1, saysNot: ['egress-without-dns'] },
  { in: '69b-openshift-dns-wrong', run: 'check', code: 1, says: ['[egress-without-dns]'] },
  // Nothing in it shows that the operator calls the API server: no account is given rights, and no Service is there.
  { in: '74-api-server-egress', run: 'check', code: 1, saysNot: ['warning:', 'error:'] },
  { in: '74-api-server-egress', run: explain('op/operator', '172.20.0.1', '443'), code: 0, says: ['denied'] },
  { in: '85-only-policies', run: 'check', code: 0, saysNot: [':'] },
  { in: 'R03-fix-cuts-dns/own.yaml', run: 'check', code: 0, saysNot: ['policy-without-effect'] },
  { in: 'R03-fix-cuts-dns/own-without.yaml', run: 'check', code: 1, says: ['[egress-without-dns]'] },
  {
    in: ['R03-fix-cuts-dns/own-without.yaml', 'R03-fix-cuts-dns/own.yaml'],
    run: 'diff',
    code: 1,
    says: ['TCP 53,UDP 53'],
  },
  {
    in: ['R04-diff-widening/before', 'R04-diff-widening/after'],
    run: 'diff',
    code: 1,
    says: ['all pods of all namespaces'],
  },
];

/** What the VPC CNI does otherwise, as far as its profile knows. */
const VPC_CNI: readonly Row[] = [
  { in: 'V1', run: explain('x/a', '172.20.0.5', '80'), code: 0, says: ['denied', 'its own address is what is judged'] },
  { in: 'V1', run: explain('x/a', 'x/b', '8080'), code: 0, says: ['allowed'] },
  { in: 'V3', run: explain('x/a', '172.20.0.5', '80'), code: 0, says: ['allowed'] },
  { in: 'V4', run: explain('x/c', 'x/a', '8080'), code: 0, says: ['allowed', 'ingressNamedPorts'] },
  { in: 'V5a', run: explain('x/a', 'x/b', '8080'), code: 0, says: ['denied', 'egressNamedPortToEveryone'] },
  { in: 'V5b', run: explain('x/a', 'x/b', '8080'), code: 0, says: ['denied', 'egressNamedPortToIpBlock'] },
  // Two of its pods carry an unquoted y, which YAML 1.1 takes for a boolean.
  { in: 'V6', run: explain('kube-system/hp', 'x/a', '80'), code: 2, says: ['allowed', 'hostNetworkPeers', 'quote it'] },
  { in: 'V6e', run: explain('x/a', 'zz/other', '80'), code: 0, says: ['allowed', 'hostNetworkPeers'] },
  { in: 'V7', run: explain('kube-system/hp', 'x/a', '80'), code: 0, says: ['allowed', 'the machine it runs on'] },
  { in: 'V7', run: explain('x/a', 'kube-system/hp', '80'), code: 0, says: ['allowed', 'the machine it runs on'] },
  { in: 'V13', run: explain('x/a', '8.8.8.8', '80'), code: 0, says: ['denied'] },
  { in: 'V16', run: explain('x/done', 'x/a', '80'), code: 0, says: ['unknown', 'has completed'] },
].map((row) => ({ ...row, in: `eks-profile/${row.in}.yaml`, run: row.run + EKS }));

const LOST = 'removed, source: x/c[Pod], destination: x/db-1[Pod]';

const VERDICTS: readonly Row[] = [
  { in: ['verdicts/partial-before.yaml', 'verdicts/partial.yaml'], run: 'diff', code: 1, says: [LOST] },
  { in: ['verdicts/partial-before.yaml', 'verdicts/partial.yaml'], run: 'diff --level pod', code: 1, says: [LOST] },
  {
    in: 'verdicts/partial.yaml',
    run: explain('x/c', 'x/db', '80'),
    code: 0,
    says: ['allowed (partial)', 'x/c[Pod] => x/db-1[Pod]: denied'],
  },
  ...['txt', 'csv', 'md'].map((format) => ({
    in: 'verdicts/partial.yaml',
    run: `list --format ${format}`,
    code: 0,
    says: ['All Connections (partial)'],
  })),
  { in: 'verdicts/dns-ipblock.yaml', run: 'check', code: 1, says: ['[egress-without-dns]'] },
  { in: 'verdicts/dns-internet-only.yaml', run: 'check', code: 1, says: ['[egress-without-dns]'] },
  {
    in: 'verdicts/named-port-ipblock.yaml',
    run: explain('x/a', 'x/b', '8080'),
    code: 0,
    says: ['allowed', 'it hangs on the profile: ipBlockMatchesPods, egressNamedPortToIpBlock'],
  },
  {
    in: 'verdicts/named-port-ipblock.yaml',
    run: explain('x/a', 'x/b', '8080') + EKS,
    code: 0,
    says: ['denied', 'it hangs on the profile: egressNamedPortToIpBlock'],
  },
  ...['', EKS].map((profile) => ({
    in: 'verdicts/clusterip.yaml',
    run: explain('x/a', '172.20.0.5', '80') + profile,
    code: 0,
    says: ['allowed', 'TCP 80 of Service x/b goes to TCP 8080 of x/b[Pod]'],
  })),
  { in: 'verdicts/pod-address.yaml', run: explain('x/b', '10.0.0.1', '80'), code: 0, says: ['allowed'] },
  {
    in: 'yaml/dup-port.yaml',
    run: 'list',
    code: 0,
    says: ['dup-port.yaml:4: Warning: spec.containers[1].ports[0]: duplicate port name "http"'],
  },
  { in: 'yaml/no-containers.yaml', run: 'list', code: 0, says: ['spec.containers: Required value'] },
  {
    in: 'yaml/undefined-alias.yaml',
    run: 'list',
    code: 2,
    says: ["undefined-alias.yaml:11: yaml: unknown anchor 'nobody'"],
  },
  { in: 'cidr-leading-zeros.yaml', run: 'check', code: 0, says: ['use "192.168.0.0/16"'] },
  {
    in: 'open-data-store.yaml',
    run: 'check',
    code: 1,
    says: ['error: orders-postgresql:5432 is open', '[open-data-store]'],
  },
  {
    in: 'profile-on-screen.yaml',
    run: explain('shop/web', 'shop/a', '9090'),
    code: 0,
    says: ['denied', 'ingressNamedPorts'],
  },
  { in: 'profile-on-screen.yaml', run: explain('shop/web', 'shop/a', '9090') + EKS, code: 0, says: ['allowed'] },
];

/** Policies of kinds that are not judged: every verdict they may change is unknown, and every command says so. */
const OTHER_POLICIES: Readonly<Record<string, string>> = {
  anp: 'AdminNetworkPolicy of policy.networking.k8s.io',
  banp: 'BaselineAdminNetworkPolicy of policy.networking.k8s.io',
  'cnp-upstream': 'ClusterNetworkPolicy of policy.networking.k8s.io',
  'cnp-with-crd': 'ClusterNetworkPolicy of policy.networking.k8s.io',
  'aws-cnp': 'ClusterNetworkPolicy of networking.k8s.aws',
  'aws-anp': 'ApplicationNetworkPolicy of networking.k8s.aws',
  cilium: 'CiliumNetworkPolicy of cilium.io',
  'cilium-with-crd': 'CiliumNetworkPolicy of cilium.io',
  ccnp: 'CiliumClusterwideNetworkPolicy of cilium.io',
  'calico-np': 'NetworkPolicy of projectcalico.org',
  'calico-gnp': 'GlobalNetworkPolicy of projectcalico.org',
  'calico-crd-gnp': 'GlobalNetworkPolicy of crd.projectcalico.org',
  'calico-with-crd': 'is not judged',
  mnp: 'SecurityGroupPolicy of vpcresources.k8s.aws',
};

const TIERS = Object.entries(OTHER_POLICIES).flatMap(([folder, kind]): readonly Row[] => {
  const row = { in: `tiers/${folder}`, code: 2 };
  return [
    { ...row, run: explain('x/b', 'x/a', '80'), says: [kind, 'TCP 80: unknown'] },
    { ...row, run: 'list', says: [kind, 'x/b[Pod] => x/a[Pod] : All Connections (unknown)'] },
    { ...row, run: 'check', says: [kind] },
    { ...row, in: [`tiers/${folder}`, `tiers/${folder}`], run: 'diff', says: [kind] },
  ];
});

if (!existsSync(CASES)) {
  test('the cases are not beside this repository, so there is nothing to compare with', () => {});
} else {
  const rows = [...REPORTS.map((row) => ({ ...row, in: inReports(row.in) })), ...VERDICTS, ...VPC_CNI, ...TIERS];
  describe('cases', () => {
    test.each(rows.map((row) => [`${[row.in].flat().join(' ')}: ${row.run}`, row] as const))('%s', async (_, row) => {
      const [command = '', ...options] = row.run.split(' ');
      const { code, out, err } = await capturedRun(
        command,
        ...[row.in].flat().map((one) => join(CASES, one)),
        ...options,
      );
      const text = `${out}${err}`;
      for (const words of row.says ?? []) expect(text).toContain(words);
      for (const words of row.saysNot ?? []) expect(text).not.toContain(words);
      expect(code).toBe(row.code);
    });
  });
}

function inReports(input: Row['in']): Row['in'] {
  return typeof input === 'string' ? `reports/${input}` : [`reports/${input[0]}`, `reports/${input[1]}`];
}
