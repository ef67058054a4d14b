import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestCluster, type TestCluster } from './testing/test-cluster.ts';

/** The machine's own, any version from 1.28 on. */
const KUBECTL = 'kubectl';
const HAS_KUBECTL = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, KUBECTL)));

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

let demo: TestCluster;

beforeAll(async () => {
  demo = await startTestCluster();
});

afterAll(async () => {
  await demo?.stop();
});

function environment(): NodeJS.ProcessEnv {
  // A cache of its own: discovery of other runs must not answer for this server.
  return { ...process.env, KUBECONFIG: demo.cluster.kubeconfigPath, KUBECACHEDIR: join(demo.folder, 'cache') };
}

function kubectl(...words: string[]): Promise<Outcome> {
  return run(words);
}

function run(words: readonly string[], input?: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = execFile(KUBECTL, [...words], { env: environment(), timeout: 20_000 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, out, err });
    });
    child.stdin?.end(input);
  });
}

function apply(text: string, ...words: string[]): Promise<Outcome> {
  return run(['apply', ...words, '-f', '-'], text);
}

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny, namespace: ui}
spec: {podSelector: {}, policyTypes: [Egress]}
`;

describe.runIf(HAS_KUBECTL)('kubectl works with the embedded cluster', { timeout: 30_000 }, () => {
  test('get prints the real columns', async () => {
    const pods = await kubectl('get', 'pods', '-n', 'catalog');
    expect(pods.err).toBe('');
    expect(pods.out).toMatch(/^NAME +READY +STATUS +RESTARTS +AGE\n/);
    expect(pods.out).toMatch(/^catalog-mysql-0 +1\/1 +Running +0 +\d+s$/m);
    const services = await kubectl('get', 'svc', '-n', 'kube-system');
    expect(services.out).toMatch(/^kube-dns +ClusterIP +172\.20\.0\.10 +<none> +53\/UDP,53\/TCP,9153\/TCP +/m);
    const nodes = await kubectl('get', 'nodes', '--no-headers');
    expect(nodes.out.trim().split('\n')).toHaveLength(3);
    expect(nodes.out).toMatch(/ Ready +<none> +\S+ +v1\.33\.\d+-eks/);
  });

  test('get -o wide shows addresses and nodes, get -o yaml the object', async () => {
    const wide = await kubectl('get', 'pods', '-n', 'ui', '-o', 'wide');
    expect(wide.out).toMatch(/IP +NODE +NOMINATED NODE +READINESS GATES/);
    expect(wide.out).toMatch(/ 10\.42\.\d+\.\d+ +ip-10-42-\d+-\d+\.us-west-2\.compute\.internal /);
    const yaml = await kubectl('get', 'deploy', '-n', 'ui', 'ui', '-o', 'yaml');
    expect(yaml.out).toMatch(/^ {4}app\.kubernetes\.io\/type: app$/m);
    const everything = await kubectl('get', 'all', '-n', 'orders');
    expect(everything.out).toContain('statefulset.apps/orders-postgresql');
  });

  test('get -w prints what changes while it runs', async () => {
    const watch = spawn(KUBECTL, ['get', 'netpol', '-n', 'carts', '-w'], { env: environment() });
    let out = '';
    watch.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    // It lists first; what is made before that is printed all the same.
    await apply(POLICY.replace('namespace: ui', 'namespace: carts'));
    await expect.poll(() => out, { timeout: 10_000 }).toMatch(/^deny +<none> +\d+s$/m);
    const done = new Promise((resolve) => watch.on('close', resolve));
    watch.kill();
    await done;
    expect((await kubectl('delete', 'netpol', '-n', 'carts', 'deny')).code).toBe(0);
  });

  test('apply creates, leaves alone and configures; diff says what would change', async () => {
    expect((await run(['diff', '-f', '-'], POLICY)).code).toBe(1);
    expect((await apply(POLICY)).out).toBe('networkpolicy.networking.k8s.io/deny created\n');
    expect((await apply(POLICY)).out).toBe('networkpolicy.networking.k8s.io/deny unchanged\n');
    expect((await run(['diff', '-f', '-'], POLICY)).code).toBe(0);
    const changed = POLICY.replace('Egress', 'Ingress');
    const diff = await run(['diff', '-f', '-'], changed);
    expect(diff.out).toMatch(/^- {2}- Egress\n\+ {2}- Ingress$/m);
    expect((await apply(changed, '--dry-run=server')).out).toContain('configured (server dry run)');
    expect((await apply(changed)).out).toBe('networkpolicy.networking.k8s.io/deny configured\n');
    expect((await kubectl('get', 'netpol', '-A')).out).toMatch(/^ui +deny +<none> +\d+s$/m);
  });

  test('apply --server-side owns fields and names conflicts', async () => {
    const mine = POLICY.replace('name: deny', 'name: owned');
    expect((await apply(mine, '--server-side')).out).toContain('owned serverside-applied');
    const theirs = await apply(mine.replace('Egress', 'Ingress'), '--server-side', '--field-manager=other');
    expect(theirs.code).toBe(1);
    expect(theirs.err).toContain('conflict with "kubectl": .spec.policyTypes');
    const forced = [
      mine.replace('Egress', 'Ingress'),
      '--server-side',
      '--field-manager=other',
      '--force-conflicts',
    ] as const;
    expect((await apply(...forced)).out).toContain('serverside-applied');
    const managers = await kubectl('get', 'netpol', '-n', 'ui', 'owned', '--show-managed-fields', '-o', 'yaml');
    expect(managers.out).toMatch(/manager: other\n/);
    const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: ssa, labels: {a: b}}\n';
    expect((await apply(namespace, '--server-side')).out).toBe('namespace/ssa serverside-applied\n');
  });

  test('what the server refuses is told in its words', async () => {
    const wrong = await apply(POLICY.replace('[Egress]', '[Both]'));
    expect(wrong.err).toContain('spec.policyTypes[0]: Unsupported value: "Both"');
    const typo = await apply(POLICY.replace('podSelector', 'podSelektor'));
    expect(typo.err).toContain('unknown field "spec.podSelektor"');
    expect((await kubectl('logs', '-n', 'catalog', 'catalog-mysql-0')).err).toContain('runs no containers');
    expect((await kubectl('get', 'secrets')).err).toContain('doesn\'t have a resource type "secrets"');
  });

  test('apply takes what is served and says of the rest that there is no such resource', async () => {
    const both = `${POLICY.replace('name: deny', 'name: beside')}---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n`;
    const outcome = await apply(both);
    expect(outcome.out).toContain('networkpolicy.networking.k8s.io/beside created');
    expect(outcome.err).toContain('no matches for kind "Secret" in version "v1"');
  });

  test.each([
    ['pod/catalog-mysql-0', 'catalog', /^Status: +Running$/m],
    ['deployment/catalog', 'catalog', /^NewReplicaSet: +catalog-\w+ \(1\/1 replicas created\)$/m],
    ['statefulset/catalog-mysql', 'catalog', /^Pods Status: +1 Running/m],
    ['daemonset/aws-node', 'kube-system', /--enable-network-policy=true/],
    ['service/catalog', 'catalog', /^Endpoints: +10\.42\.\d+\.\d+:8080$/m],
    ['namespace/ui', 'ui', /^Status: +Active$/m],
    ['netpol/deny', 'ui', /^ {2}Policy Types: Ingress$/m],
  ])('describe %s', async (object, namespace, words) => {
    const outcome = await kubectl('describe', '-n', namespace, object);
    expect(outcome.err).toBe('');
    expect(outcome.out).toMatch(words);
  });

  test('describe node counts the pods on it', async () => {
    const outcome = await kubectl('describe', 'nodes');
    expect(outcome.out).toMatch(/^Non-terminated Pods: +\(\d+ in total\)$/m);
    expect(outcome.out).toMatch(/^ProviderID: +aws:\/\/\/us-west-2a\/i-/m);
  });

  test('label, annotate, patch and edit by patch', async () => {
    expect((await kubectl('label', 'netpol', '-n', 'ui', 'deny', 'a=b')).out).toContain('labeled');
    expect((await kubectl('annotate', 'netpol', '-n', 'ui', 'deny', 'x=y')).out).toContain('annotated');
    const patch = '{"spec":{"policyTypes":["Ingress","Egress"]}}';
    const patched = await kubectl('patch', 'netpol', '-n', 'ui', 'deny', '--type=merge', '-p', patch);
    expect(patched.out).toContain('patched');
    const types = await kubectl('get', 'netpol', '-n', 'ui', 'deny', '-o', 'jsonpath={.spec.policyTypes}');
    expect(types.out).toBe('["Ingress","Egress"]');
    expect((await kubectl('get', 'netpol', '-A', '-l', 'a=b', '-o', 'name')).out).toBe(
      'networkpolicy.networking.k8s.io/deny\n',
    );
  });

  test('scale makes pods and a relabelled pod is replaced', async () => {
    expect((await kubectl('scale', '-n', 'ui', 'deploy/ui', '--replicas=3')).out).toContain('scaled');
    const status = await kubectl('rollout', 'status', '-n', 'ui', 'deploy/ui', '--timeout=10s');
    expect(status.out).toContain('successfully rolled out');
    const name = (await kubectl('get', 'pods', '-n', 'ui', '-o', 'name')).out.split('\n')[0] ?? '';
    await kubectl('label', '-n', 'ui', name, 'app.kubernetes.io/name=elsewhere', '--overwrite');
    const count = async () => (await kubectl('get', 'pods', '-n', 'ui', '-o', 'name')).out.trim().split('\n').length;
    await expect.poll(count, { timeout: 5000 }).toBe(4);
  });

  test('a rollout replaces pods and can be undone', async () => {
    await kubectl('set', 'image', '-n', 'carts', 'deploy/carts', 'carts=other:2');
    expect((await kubectl('rollout', 'status', '-n', 'carts', 'deploy/carts', '--timeout=10s')).code).toBe(0);
    const image = ['get', 'pods', '-n', 'carts', '-o', 'jsonpath={.items[*].spec.containers[*].image}'];
    await expect.poll(async () => (await kubectl(...image)).out, { timeout: 5000 }).toContain('other:2');
    const undo = await kubectl('rollout', 'undo', '-n', 'carts', 'deploy/carts');
    expect(undo).toMatchObject({ code: 0, err: '' });
    await expect.poll(async () => (await kubectl(...image)).out, { timeout: 5000 }).not.toContain('other:2');
  });

  test('delete waits until the object is gone; a namespace takes all in it along', async () => {
    expect((await kubectl('delete', 'netpol', '-n', 'ui', 'deny')).out).toContain('deleted');
    expect((await kubectl('delete', 'pod', '-n', 'catalog', 'catalog-mysql-0')).out).toContain('deleted');
    const again = ['get', 'pod', '-n', 'catalog', 'catalog-mysql-0', '-o', 'jsonpath={.status.phase}'];
    await expect.poll(async () => (await kubectl(...again)).out, { timeout: 5000 }).toBe('Running');
    expect((await kubectl('delete', 'namespace', 'checkout')).code).toBe(0);
    expect((await kubectl('get', 'pods', '-n', 'checkout')).err).toContain('No resources found');
  });

  test('create namespace, auth can-i and auth whoami, which send protobuf', async () => {
    expect((await kubectl('create', 'namespace', 'made')).out).toBe('namespace/made created\n');
    expect((await kubectl('auth', 'can-i', 'create', 'networkpolicies')).out).toBe('yes\n');
    expect((await kubectl('auth', 'can-i', 'list', 'pods', '--as', 'jane')).out).toBe('no\n');
    expect((await kubectl('auth', 'whoami')).out).toMatch(/^Username +demo-admin$/m);
    expect((await kubectl('auth', 'can-i', '--list')).out).toMatch(/\*\.\* +\[\] +\[\] +\[\*\]/);
  });

  test('explain knows the fields of a policy', async () => {
    const outcome = await kubectl('explain', 'networkpolicy.spec.ingress.ports.endPort');
    expect(outcome.out).toMatch(/^FIELD: endPort <integer>$/m);
    expect(outcome.out).toContain('last port of a range');
  });

  test('version and api-resources', async () => {
    expect((await kubectl('version')).out).toMatch(/^Server Version: v1\.33/m);
    expect((await kubectl('api-resources')).out).toMatch(/^networkpolicies +netpol +networking\.k8s\.io\/v1 +true/m);
  });
});
