/** The same findings, in the same words and order, whoever asks: `netpol check`, the screens, and the editor of a draft. */

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createEngine, EKS_VPC_CNI, KUBERNETES, type NetworkPolicy, policyId } from '#engine';
import { type Finding, findInDraft, tell } from '#findings';
import type { ServiceCaller } from '#manifest';
import { type ClusterSnapshot, EMPTY_LISTS } from '#stream';
import { createAnalyst, type FromAnalyst } from '#workbench';
import { collectObjects } from './objects/collect-objects.ts';
import { startProgress } from './progress.ts';
import { readFiles } from './read/read-files.ts';
import { toSnapshot } from './snapshot/to-snapshot.ts';
import { toSurroundings } from './snapshot/to-surroundings.ts';
import { capturedRun } from './testing/captured-run.ts';

const FOLDER = fileURLToPath(new URL('../findings/fixtures/', import.meta.url));
const FILES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .sort();

interface Row {
  readonly code: string;
  readonly severity: string;
  readonly policy?: string;
  readonly workload?: string;
  readonly path: string;
  readonly title: string;
  readonly sentence: string;
}

const toRow = (finding: Finding): Row => {
  const { code, severity, policy, workload, path } = finding;
  return { code, severity, ...(policy && { policy }), ...(workload && { workload }), path, ...tell(finding) };
};

async function check(...argv: readonly string[]): Promise<readonly Row[]> {
  const { out } = await capturedRun('check', ...argv, '--format', 'json');
  const { findings } = JSON.parse(out) as { findings: readonly Row[] };
  return findings.map(({ code, severity, policy, workload, path, title, sentence }) => ({
    code,
    severity,
    ...(policy && { policy }),
    ...(workload && { workload }),
    path,
    title,
    sentence,
  }));
}

function read(file: string) {
  const { documents } = readFiles(
    [`${FOLDER}${file}`],
    startProgress(
      () => 0,
      () => {},
    ),
  );
  const { objects } = collectObjects(documents);
  return { snapshot: toSnapshot(objects, KUBERNETES), surroundings: toSurroundings(objects) };
}

/** What the page is told, by the worker that holds the engine. */
function onScreen({ snapshot, surroundings }: ReturnType<typeof read>): readonly Row[] {
  const told: FromAnalyst[] = [];
  const analyst = createAnalyst(
    (message) => told.push(message),
    () => ({ readEffect: () => ({ outdated: false }), readTexts: () => [] }),
    (_, act) => {
      act();
      return () => {};
    },
  );
  const services: ClusterSnapshot['services'] = surroundings.services.map((service) => ({
    uid: service.name,
    clusterIps: [],
    ...service,
    ports: service.ports ?? [],
  }));
  const calling = (kind: ServiceCaller['kind']): ClusterSnapshot['ingresses'] =>
    (surroundings.callers ?? [])
      .filter((caller) => caller.kind === kind)
      .map((caller) => ({ name: caller.name, namespace: caller.namespace, calls: [caller] }));
  analyst.handle({
    type: 'snapshot',
    snapshot: {
      ...EMPTY_LISTS,
      ...snapshot,
      services,
      ingresses: calling('ingress'),
      apiServices: calling('api-service'),
      validatingWebhooks: calling('webhook'),
      epoch: 'one',
      revision: 1,
      cluster: { context: 'test', server: 'https://test', canWrite: false },
      hosts: [],
      enforcement: { state: 'unknown', engine: 'unknown', because: 'a test' },
    },
  } as unknown as Parameters<typeof analyst.handle>[0]);
  const fault = told.find(({ type }) => type === 'fault');
  if (fault) throw new Error(JSON.stringify(fault));
  return told.flatMap((message) => (message.type === 'findings' ? message.findings : [])).map(toRow);
}

/** What only files tell: the stream carries no binding of rights and no annotation, and every stored policy has a namespace. */
const OF_FILES = ['no-namespace', 'api-server-shut', 'hook-shut'];

/** Nothing is to be said of these. */
const SOUND = [
  'needed-beyond-the-input.yaml',
  'dns-unseen-admitted.yaml',
  'api-server-admitted.yaml',
  'job-asks-unseen-dns.yaml',
];

describe.each(FILES)('%s', (file) => {
  test('the screens list what check lists', async () => {
    const { snapshot, surroundings } = read(file);
    const listed = await check(`${FOLDER}${file}`);
    expect(listed.length).toBeGreaterThanOrEqual(SOUND.includes(file) ? 0 : 1);
    expect(onScreen({ snapshot, surroundings })).toEqual(listed.filter(({ code }) => !OF_FILES.includes(code)));
  });

  test('a draft of each policy lists what check lists of it', async () => {
    const { snapshot, surroundings } = read(file);
    const listed = await check(`${FOLDER}${file}`);
    const ofPolicies = listed.filter(({ policy, code }) => policy && !code.endsWith('-shut'));
    const drafted = snapshot.policies.flatMap((policy: NetworkPolicy) => {
      const engine = createEngine(
        { ...snapshot, policies: snapshot.policies.filter((other) => other !== policy) },
        KUBERNETES,
      );
      return findInDraft(engine, [{ action: 'put', policy }], surroundings).map(toRow);
    });
    const byPolicy = (rows: readonly Row[]) => Map.groupBy(rows, ({ policy }) => policy);
    expect(byPolicy(drafted)).toEqual(byPolicy(ofPolicies));
    expect([...byPolicy(drafted).keys()].every((id) => snapshot.policies.some((one) => policyId(one) === id))).toBe(
      true,
    );
  });
});

/** Without those on workloads that no policy selects, which are told of almost any input. */
async function found(file: string, ...more: readonly string[]): Promise<readonly string[]> {
  const rows = await check(`${FOLDER}${file}`, ...more);
  return rows
    .filter(({ code }) => code !== 'workload-without-policy')
    .map(({ severity, code, policy, workload, path }) => [severity, code, policy ?? workload, path].join(' ').trim());
}

const RULES: readonly (readonly [rule: string, file: string, ...found: readonly string[]])[] = [
  [
    'data that anyone may reach is the first finding',
    'open-data-store.yaml',
    'error open-data-store shop/orders-postgresql[StatefulSet]',
  ],
  ['a policy is without effect only if that also holds for what is not in the input', 'needed-beyond-the-input.yaml'],
  [
    "a Service's port is not that of its pods",
    'service-port.yaml',
    'error open-data-store books/db[Deployment]',
    'warning service-port books/backend-out spec.egress[0].ports[0].port',
  ],
  [
    'a port that no pod declares',
    'port-not-listened.yaml',
    'info port-not-listened shop/web-in spec.ingress[0].ports[0].port',
  ],
  [
    'from without a value, or left out, opens to everyone',
    'from-null.yaml',
    'warning empty-means-all kc/kc spec.ingress[0].from',
    'info empty-means-all o/anyone spec.ingress[0]',
    'info redundant-rule o/anyone spec.ingress[0]',
  ],
  [
    'a label one letter away, and a dead peer beside live ones',
    'misspelt-labels.yaml',
    'warning selects-nothing shop/misspelt-subject spec.podSelector',
    'warning peer-selects-nothing shop/misspelt-peer spec.ingress[0].from[1]',
    'info peer-selects-nothing shop/dead-peer spec.ingress[0].from[1]',
  ],
  [
    'a policy without a namespace lands elsewhere',
    'no-namespace.yaml',
    'error open-data-store q/db[Deployment]',
    'warning no-namespace default/lost metadata',
  ],
  [
    'what one rule leaves out a wider one admits',
    'except-voided.yaml',
    'error except-voided box/runner-out spec.egress[1].to[0].ipBlock.except[0]',
  ],
  [
    'what is left out may be given back on purpose',
    'same-block-twice.yaml',
    'info redundant-rule apps/demo-out spec.egress[0]',
  ],
  ['a denial that another policy voids', 'deny-voided.yaml', 'warning deny-voided shop/deny-all spec'],
  [
    'pods on their machine’s network, as subject and as peer',
    'host-network.yaml',
    'warning host-network-peer mon/prom-out spec.egress[0].to[0]',
    'warning egress-without-dns mon/prom-out spec.egress',
    'warning host-network-subject kube-system/exporter-in spec.podSelector',
  ],
  [
    'a rule of one address family on pods of the other',
    'other-ip-family.yaml',
    'warning other-ip-family shop/web-out spec.ingress[0]',
  ],
  [
    'wider than needed',
    'wider-than-needed.yaml',
    'info whole-system-namespace shop/web-out spec.egress[0].to[0]',
    'info any-port shop/redis-in spec.ingress[0]',
  ],
  [
    'a namespace label that nobody has',
    'namespace-label.yaml',
    'warning unknown-namespace-label shop/from-ingress spec.ingress[0].from[0].namespaceSelector',
  ],
  ['two entries are an or', 'and-or.yaml', 'warning own-namespace-only p/web-in spec.ingress[0].from[1]'],
  ['all namespaces may be meant', 'all-namespaces-meant.yaml'],
  ['a webhook that is shut out', 'webhook.yaml', 'warning webhook-shut ops/controller-in spec.ingress'],
  [
    'a load balancer that is shut out',
    'load-balancer.yaml',
    'warning ingress-shut cd/cd-in spec.ingress',
    'info whole-system-namespace cd/cd-in spec.ingress[0].from[1]',
  ],
  [
    'an APIService and a LoadBalancer Service that are shut out',
    'api-service.yaml',
    'warning api-service-shut api/deny-all spec.ingress',
    'warning load-balancer-shut api/deny-all spec.ingress',
  ],
  [
    'an account with rights in the API that may not reach it',
    'api-server-shut.yaml',
    'warning api-server-shut op/operator[Deployment]',
  ],
  [
    'the same where the API server is known',
    'api-server-known.yaml',
    'warning api-server-shut op/operator[Deployment]',
  ],
  ['its addresses are admitted', 'api-server-admitted.yaml'],
  ['a job under default deny', 'job-shut.yaml', 'warning job-shut batch/migrate[Job]'],
  [
    'a pod that a release waits for, under default deny',
    'hook-shut.yaml',
    'warning hook-shut batch/smoke[Pod]',
    'warning hook-shut batch/sync[Pod]',
  ],
  ['a job that may ask a DNS that is not in the input', 'job-asks-unseen-dns.yaml'],
  ['DNS by its address is DNS', 'dns-by-address.yaml'],
  ['addresses outside alone are no DNS', 'dns-outside-only.yaml', 'warning egress-without-dns x/p spec.egress'],
  [
    'a private block that holds neither the servers nor their Service is no DNS',
    'dns-private-block-elsewhere.yaml',
    'warning egress-without-dns shop/web-out spec.egress',
  ],
  ['the cache of the machine is DNS', 'dns-node-local-cache.yaml'],
  ['DNS over UDP alone is good to know', 'dns-udp-alone.yaml', 'info egress-without-dns shop/web-out spec.egress'],
  [
    'the Service says which pods are the DNS of the cluster',
    'dns-of-own-labels.yaml',
    'warning service-port shop/web-out spec.egress[0].ports[0].port',
    'warning service-port shop/web-out spec.egress[0].ports[1].port',
    'warning egress-without-dns shop/web-out spec.egress',
  ],
  ['and on which port', 'dns-of-own-labels-admitted.yaml'],
  [
    'DNS that is not in the input is asked all the same',
    'dns-unseen.yaml',
    'warning egress-without-dns shop/web-out spec.egress',
  ],
  ['and is admitted by what is meant for it', 'dns-unseen-admitted.yaml'],
  ['DNS of OpenShift listens on 5353', 'openshift-dns-right.yaml'],
  [
    'and not on 53',
    'openshift-dns-wrong.yaml',
    'warning egress-without-dns app/wrong spec.egress',
    'info port-not-listened app/wrong spec.egress[0].ports[0].port',
    'info port-not-listened app/wrong spec.egress[0].ports[1].port',
  ],
];

test.each(RULES)('%s', async (_rule, file, ...expected) => {
  expect(await found(file)).toEqual(expected);
});

test('what an engine of policies makes of host-network peers decides whether they are told', async () => {
  expect(EKS_VPC_CNI.hostNetworkPeers).toBe('match-opens-node');
  const codes = await found('host-network.yaml', '--profile', 'eks-vpc-cni');
  expect(codes.some((line) => line.includes('host-network-peer'))).toBe(false);
});

test('every fixture stands for a rule', () => {
  expect(RULES.map(([, file]) => file).sort()).toEqual(FILES);
});
