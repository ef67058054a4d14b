import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { served } from '../kinds.ts';
import { startTestCluster, type TestCluster } from '../testing/test-cluster.ts';
import { readManifestFolder } from './manifest-folder.ts';

const pods = served('pods');
const WORKSHOP = join(import.meta.dirname, '../../../../../shared/truth/eks-workshop/manifests/base-application');

let demo: TestCluster | undefined;
const folders: string[] = [];

afterEach(async () => {
  await demo?.stop();
  demo = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-manifests-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

async function serve(files: Readonly<Record<string, string | Buffer>>): Promise<TestCluster> {
  demo = await startTestCluster({ seed: { manifests: folderOf(files) } });
  return demo;
}

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 2
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: web, image: web, ports: [{containerPort: 80}]}]}
`;
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {}}
`;

describe('a folder of manifests', () => {
  test('documents of YAML and JSON, Lists and folders within; namespaces come by themselves', async () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'l' } }],
    };
    const { cluster } = await serve({
      'a.yaml': `${DEPLOYMENT}---\n${POLICY}`,
      'deep/er/list.json': JSON.stringify(list),
      'notes.txt': 'not a manifest',
    });
    expect(cluster.problems).toEqual([]);
    expect(cluster.store.list(pods, 'shop')).toHaveLength(2);
    expect(cluster.store.get(served('networkpolicies'), 'default', 'deny')?.spec?.policyTypes).toEqual(['Ingress']);
    expect(cluster.store.get(served('namespaces'), undefined, 'l')).toBeDefined();
    expect(cluster.store.count(served('nodes'))).toBe(3);
  });

  test('a kustomization gives its namespace and reads only its resources', async () => {
    const { cluster } = await serve({
      'kustomization.yaml': 'resources: [app]\n',
      'app/kustomization.yaml':
        'namespace: fromk\nresources: [policy.yaml, https://example.invalid/x.yaml]\nimages: []\n',
      'app/policy.yaml': POLICY,
      'app/unlisted.yaml': DEPLOYMENT,
    });
    expect(cluster.store.get(served('networkpolicies'), 'fromk', 'deny')).toBeDefined();
    expect(cluster.store.list(pods)).toEqual([]);
    expect(cluster.problems.map(({ code, source }) => [code, source])).toEqual([
      ['not-applied', 'app/kustomization.yaml'],
      ['not-applied', 'app/kustomization.yaml'],
    ]);
  });

  test('what cannot be taken is a problem with its file, and the rest is served', async () => {
    const { cluster } = await serve({
      'bad.yaml': 'a: [\n',
      'good.yaml': DEPLOYMENT,
      'secret.yaml': 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\n',
      'refused.yaml': POLICY.replace('podSelector: {}', 'podSelector: {}, policyTypes: [Both]'),
      'typo.yaml': POLICY.replace('podSelector: {}', 'podSelector: {}, ingres: []').replace('deny', 'typo'),
    });
    expect(cluster.problems.map(({ code, source }) => `${code} ${source}`).sort()).toEqual([
      'kind-not-served secret.yaml',
      'refused refused.yaml',
      'unknown-field typo.yaml',
      'unreadable bad.yaml',
    ]);
    expect(cluster.store.list(pods, 'shop')).toHaveLength(2);
  });

  test('pipes and devices are told of and not waited for, whatever names them', () => {
    const folder = folderOf({
      'good.yaml': POLICY,
      'listed/kustomization.yaml': 'resources: [pipe, zero, loop.yaml]\n',
    });
    mkdirSync(join(folder, 'piped'));
    const pipes = ['piped/kustomization.yaml', 'listed/pipe', 'never.yaml'].map((name) => join(folder, name));
    execFileSync('sh', ['-c', 'mkfifo "$@"', 'sh', ...pipes]);
    symlinkSync('/dev/zero', join(folder, 'listed/zero'));
    symlinkSync('loop.yaml', join(folder, 'listed/loop.yaml'));
    const { objects, problems } = readManifestFolder(folder);
    expect(objects.map(({ source }) => source)).toEqual(['good.yaml']);
    expect(problems.map(({ code, source, message }) => `${code} ${source}: ${message.split(',')[0]}`)).toEqual([
      'unreadable listed/pipe: pipe is no file',
      'unreadable listed/zero: it lies outside of the folder that was named',
      expect.stringMatching(/^unreadable listed\/loop.yaml: ELOOP/),
      'unreadable piped: kustomization.yaml is no file',
    ]);
  });

  test('a kustomization is not bigger than a file may be', () => {
    const folder = folderOf({ 'kustomization.yaml': '' });
    truncateSync(join(folder, 'kustomization.yaml'), 65 * 1024 * 1024);
    expect(readManifestFolder(folder).problems).toMatchObject([{ message: 'the file is larger than 64 MiB' }]);
  });

  test('nothing outside of the folder is read: by a path, by a link, or by a name that only begins like it', () => {
    const outside = folderOf({ 'app/kustomization.yaml': '', 'app-secret/x.yaml': POLICY, 'x.yaml': POLICY });
    const folder = join(outside, 'app');
    const resources = ['../x.yaml', '../app-secret', join(outside, 'x.yaml'), 'link.yaml', 'own.yaml'];
    writeFileSync(join(folder, 'kustomization.yaml'), `resources: ${JSON.stringify(resources)}\n`);
    writeFileSync(join(folder, 'own.yaml'), POLICY);
    symlinkSync('../x.yaml', join(folder, 'link.yaml'));
    const { objects, problems } = readManifestFolder(folder);
    expect(objects.map(({ source }) => source)).toEqual(['own.yaml']);
    const isOutside = 'it lies outside of the folder that was named';
    expect(problems.map(({ message }) => message)).toEqual([
      isOutside,
      isOutside,
      expect.stringContaining('ENOENT'),
      isOutside,
    ]);
  });

  test('kinds that are not served are told once each; policies among them may make verdicts wrong', async () => {
    const object = (apiVersion: string, kind: string, name: string) =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {name: ${name}, namespace: shop}\n`;
    const { cluster } = await serve({
      'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
      'values.yaml': 'replicas: 2\n',
      'a.yaml': ['one', 'two'].map((name) => object('example.com/v1', 'Widget', name)).join('---\n'),
      'b.yaml': object('cilium.io/v2', 'CiliumNetworkPolicy', 'deny'),
    });
    expect(cluster.problems.map(({ source, message }) => `${source}: ${message}`)).toEqual([
      'a.yaml: Widget (example.com/v1) one and 1 more: this kind is not shown',
      'b.yaml: CiliumNetworkPolicy (cilium.io/v2) deny: this kind of policy is not judged: verdicts that it may change are not known',
    ]);
  });

  test('it is read as the command line reads it: keys twice, marks, UTF-16, a fault in one document, templates', async () => {
    const wide = Buffer.from(`\ufeff${POLICY.replace('deny', 'wide')}`, 'utf16le');
    const { cluster } = await serve({
      'faulty.yaml': `a: [\n---\n${POLICY.replace('deny', 'beside-a-fault')}`,
      'alias.yaml': `${POLICY}---\na: 1\nb: *nobody\n`,
      'template.yaml': '{{- if .Values.on }}\nkind: NetworkPolicy\nmetadata: {name: {{ .n }}}\n{{- end }}\n',
      'twice.yaml': POLICY.replace('deny', 'twice').replace(
        'spec:',
        'spec: {podSelector: {matchLabels: {a: b}}}\nspec:',
      ),
      'wide.yaml': wide,
    });
    const names = cluster.store.list(served('networkpolicies'), 'default').map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual(['beside-a-fault', 'deny', 'twice', 'wide']);
    expect(cluster.store.get(served('networkpolicies'), 'default', 'twice')?.spec?.podSelector).toEqual({});
    expect(cluster.problems.map(({ source, message }) => `${source}: ${message}`)).toEqual([
      "alias.yaml: line 7: yaml: unknown anchor 'nobody' referenced",
      expect.stringMatching(/^faulty.yaml: yaml: line \d: did not find expected node content$/),
      'template.yaml: a template of a NetworkPolicy that is not rendered: it is not read; render it first (helm template)',
      'twice.yaml: line 5: key "spec" already set in map; the last counts, as with kubectl',
    ]);
  });

  test('of two documents for one object the later counts whole', async () => {
    const namespace = (labels: string) =>
      `apiVersion: v1\nkind: Namespace\nmetadata: {name: shop, labels: ${labels}}\n`;
    const { cluster } = await serve({ 'a.yaml': `${namespace('{team: a, old: b}')}---\n${namespace('{team: c}')}` });
    expect(cluster.store.get(served('namespaces'), undefined, 'shop')?.metadata.labels).toEqual({
      'kubernetes.io/metadata.name': 'shop',
      team: 'c',
    });
  });

  test('a folder that is not there is an error, not an empty cluster', async () => {
    const seed = { manifests: join(tmpdir(), 'no-such-folder-of-manifests') };
    await expect(startTestCluster({ seed })).rejects.toThrow(/ENOENT/);
  });

  test('a dump keeps its pods as they were: none is made twice', async () => {
    const owner = (kind: string, name: string, uid: string) => [
      { apiVersion: 'apps/v1', kind, name, uid, controller: true },
    ];
    const pod = (name: string, ip: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name,
        namespace: 'shop',
        uid: `uid-${name}`,
        labels: { app: 'web', 'pod-template-hash': 'abc' },
        ownerReferences: owner('ReplicaSet', 'web-abc', 'uid-rs'),
      },
      spec: { nodeName: 'n1', containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }] }] },
      status: { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: [{ type: 'Ready', status: 'True' }] },
    });
    const deployment = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', uid: 'uid-deploy' },
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'web', ports: [{ containerPort: 80 }] }] },
        },
      },
    };
    const items = [deployment, pod('web-abc-1', '10.42.9.1'), pod('web-abc-2', '10.42.9.2')];
    const { cluster } = await serve({ 'dump.json': JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) });
    const found = cluster.store.list(pods, 'shop');
    expect(found.map(({ metadata, status }) => [metadata.name, metadata.uid, status?.podIP])).toEqual([
      ['web-abc-1', 'uid-web-abc-1', '10.42.9.1'],
      ['web-abc-2', 'uid-web-abc-2', '10.42.9.2'],
    ]);
  });

  test.runIf(existsSync(WORKSHOP))('the workshop’s own manifests give the nine workloads', async () => {
    demo = await startTestCluster({ seed: { manifests: WORKSHOP } });
    const running = demo.cluster.store.list(pods).map(({ metadata }) => metadata.namespace);
    expect(running.sort()).toEqual([
      'carts',
      'carts',
      'catalog',
      'catalog',
      'checkout',
      'checkout',
      'orders',
      'orders',
      'ui',
    ]);
    for (const problem of demo.cluster.problems) expect(['kind-not-served', 'not-applied']).toContain(problem.code);
  });
});
