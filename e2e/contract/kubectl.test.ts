/** What people see who use kubectl: the same words from both servers. */

import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ContractServer, freshNamespace, openServer } from './server.ts';

/** The control plane's own where there is one, otherwise the machine's. */
const OWN = process.env.CONTROL_PLANE === undefined ? undefined : join(process.env.CONTROL_PLANE, 'kubectl');
const FOLDERS = (process.env.PATH ?? '').split(delimiter);
const KUBECTL = OWN ?? FOLDERS.map((folder) => join(folder, 'kubectl')).find((file) => existsSync(file));

let server: ContractServer;
let namespace: string;
let folder: string;

beforeAll(async () => {
  server = await openServer();
  namespace = await freshNamespace(server);
  folder = mkdtempSync(join(tmpdir(), 'netpol-contract-kubectl-'));
}, 60_000);

afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Exit code, then what it printed, then what it complained of; names made up for the test are left out. */
function run(words: readonly string[], input = ''): Promise<string> {
  const env = { ...process.env, KUBECONFIG: server.kubeconfig, KUBECACHEDIR: join(folder, 'cache') };
  return new Promise((resolve) => {
    const child = execFile(KUBECTL ?? '', ['-n', namespace, ...words], { env, timeout: 30_000 }, (error, out, err) => {
      const code = typeof error?.code === 'number' ? error.code : error === null ? 0 : -1;
      resolve(plain(`${code}\n${out}${err}`));
    });
    child.stdin?.end(input);
  });
}

function plain(text: string): string {
  return (
    text
      .replaceAll(namespace, 'NAMESPACE')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
      .replace(/\d{4}-\d\d-\d\d[T ][\d:]+( \+0000 UTC|Z)/g, 'TIME')
      .replace(/resourceVersion: "\d+"/g, 'resourceVersion: VERSION')
      .replace(/\b(\d+m)?\d+m?s\b/g, 'AGE')
      // As wide as the age is long.
      .replace(/\bAGE {2,}(?=\S)/g, 'AGE   ')
      // Said by newer ones.
      .replaceAll(' from NAMESPACE namespace', '')
      .replace(/ +$/gm, '')
      .replace(/\/(tmp|var)\/\S+/g, 'FILE')
      .trim()
  );
}

const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: deny}
spec: {podSelector: {matchLabels: {app: x}}, policyTypes: [Egress]}
`;
const on = (words: string, input?: string) => run(words.split(' '), input);

describe.runIf(KUBECTL !== undefined)('kubectl', { timeout: 60_000 }, () => {
  test('apply creates, leaves alone, and configures', async () => {
    expect(await on('apply --dry-run=server -f -', POLICY)).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny created (server dry run)"
    `);
    expect(await on('apply -f -', POLICY)).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny created"
    `);
    expect(await on('apply -f -', POLICY)).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny unchanged"
    `);
    expect(await on('apply -f -', POLICY.replace('Egress', 'Ingress'))).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny configured"
    `);
  });

  test('get shows a table, an object, a name, a path', async () => {
    expect(await on('get netpol')).toMatchInlineSnapshot(`
      "0
      NAME   POD-SELECTOR   AGE
      deny   app=x          AGE"
    `);
    expect(await on('get netpol deny -o wide --show-labels')).toMatchInlineSnapshot(`
      "0
      NAME   POD-SELECTOR   AGE   LABELS
      deny   app=x          AGE   <none>"
    `);
    expect(await on('get netpol -o name')).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny"
    `);
    expect(await on('get netpol deny -o jsonpath={.spec}')).toMatchInlineSnapshot(`
      "0
      {"podSelector":{"matchLabels":{"app":"x"}},"policyTypes":["Ingress"]}"
    `);
    expect(await on('get netpol none')).toMatchInlineSnapshot(`
      "1
      Error from server (NotFound): networkpolicies.networking.k8s.io "none" not found"
    `);
    expect(await on('get netpol -l a=b')).toMatchInlineSnapshot(`
      "0
      No resources found in NAMESPACE namespace."
    `);
    expect(await on('get things')).toMatchInlineSnapshot(`
      "1
      error: the server doesn't have a resource type "things""
    `);
    const yaml = await on('get netpol deny -o yaml');
    expect(yaml.replace(/\n {4}kubectl\.kubernetes\.io\/last-applied[^\n]*\n[^\n]*/, '')).toMatchInlineSnapshot(`
      "0
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata:
        annotations:
        creationTimestamp: "TIME"
        generation: 2
        name: deny
        namespace: NAMESPACE
        resourceVersion: VERSION
        uid: UID
      spec:
        podSelector:
          matchLabels:
            app: x
        policyTypes:
        - Ingress"
    `);
  });

  test('describe tells what a policy allows', async () => {
    expect(await on('describe netpol deny')).toMatchInlineSnapshot(`
      "0
      Name:         deny
      Namespace:    NAMESPACE
      Created on:   TIME
      Labels:       <none>
      Annotations:  <none>
      Spec:
        PodSelector:     app=x
        Allowing ingress traffic:
          <none> (Selected pods are isolated for ingress connectivity)
        Not affecting egress traffic
        Policy Types: Ingress"
    `);
  });

  test('diff says what would change, and by its code whether', async () => {
    const changed = await on('diff -f -', POLICY);
    expect(changed.split('\n').filter((line) => /^[+-] /.test(line) || /^\d+$/.test(line))).toMatchInlineSnapshot(`
      [
        "1",
        "-  generation: 2",
        "+  generation: 3",
        "-  - Ingress",
        "+  - Egress",
      ]
    `);
    expect(await on('diff -f -', POLICY.replace('Egress', 'Ingress'))).toBe('0');
  });

  test('label, annotate, patch', async () => {
    expect(await on('label netpol deny a=b')).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny labeled"
    `);
    expect(await on('label netpol deny a=c')).toMatchInlineSnapshot(`
      "1
      error: 'a' already has a value (b), and --overwrite is false"
    `);
    expect(await on('annotate netpol deny note=x')).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny annotated"
    `);
    expect(await on('patch netpol deny --type=merge -p {"spec":{"policyTypes":["Egress"]}}')).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny patched"
    `);
    expect(await on('patch netpol deny --type=merge -p {"spec":{"policyTypes":["Egress"]}}')).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/deny patched (no change)"
    `);
    expect(await on('patch netpol deny --type=json -p [{"op":"remove","path":"/none"}]')).toMatchInlineSnapshot(`
      "1
      The request is invalid: the server rejected our request due to an error in our request"
    `);
    expect(await on('patch netpol deny -p {"spec":{"policyTypes":["Both"]}}')).toMatchInlineSnapshot(`
      "1
      The NetworkPolicy "deny" is invalid: spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress""
    `);
  });

  test('apply --server-side names conflicts and how to go on', async () => {
    const mine = POLICY.replace('name: deny', 'name: owned');
    const theirs = mine.replace('Egress', 'Ingress');
    expect(await on('apply --server-side -f -', mine)).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/owned serverside-applied"
    `);
    expect(await on('apply --server-side --field-manager=other -f -', theirs)).toMatchInlineSnapshot(`
      "1
      error: Apply failed with 1 conflict: conflict with "kubectl": .spec.policyTypes
      Please review the fields above--they currently have other managers. Here
      are the ways you can resolve this warning:
      * If you intend to manage all of these fields, please re-run the apply
        command with the \`--force-conflicts\` flag.
      * If you do not intend to manage all of the fields, please edit your
        manifest to remove references to the fields that should keep their
        current managers.
      * You may co-own fields by updating your manifest to match the existing
        value; in this case, you'll become the manager if the other manager(s)
        stop managing the field (remove it from their configuration).
      See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts"
    `);
    expect(await on('apply --server-side --field-manager=other --force-conflicts -f -', theirs)).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io/owned serverside-applied"
    `);
  });

  test('what is wrong is told in the server’s words', async () => {
    expect(await on('apply -f -', POLICY.replace('Egress', 'Both'))).toMatchInlineSnapshot(`
      "1
      The NetworkPolicy "deny" is invalid: spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress""
    `);
    expect(
      await on('create -f -', POLICY.replace('name: deny', 'name: new').replace('podSelector', 'podSelektor')),
    ).toMatchInlineSnapshot(`
      "1
      Error from server (BadRequest): error when creating "STDIN": NetworkPolicy in version "v1" cannot be handled as a NetworkPolicy: strict decoding error: unknown field "spec.podSelektor""
    `);
    expect(await on('create -f -', POLICY)).toMatchInlineSnapshot(`
      "1
      Error from server (AlreadyExists): error when creating "STDIN": networkpolicies.networking.k8s.io "deny" already exists"
    `);
    expect(await on('apply -n no-such-namespace -f -', POLICY)).toMatchInlineSnapshot(`
      "1
      Error from server (NotFound): error when creating "STDIN": namespaces "no-such-namespace" not found"
    `);
    expect(await on('replace -f -', POLICY.replace('name: deny', 'name: none'))).toMatchInlineSnapshot(`
      "1
      Error from server (NotFound): error when replacing "STDIN": networkpolicies.networking.k8s.io "none" not found"
    `);
  });

  test('auth can-i, as oneself and as others', async () => {
    expect(await on('auth can-i create networkpolicies')).toMatchInlineSnapshot(`
      "0
      yes"
    `);
    expect(await on('auth can-i create networkpolicies --as jane')).toMatchInlineSnapshot(`
      "1
      no"
    `);
    expect(await on('get netpol --as jane')).toMatchInlineSnapshot(`
      "1
      Error from server (Forbidden): networkpolicies.networking.k8s.io is forbidden: User "jane" cannot list resource "networkpolicies" in API group "networking.k8s.io" in the namespace "NAMESPACE""
    `);
  });

  test('create and delete', async () => {
    expect(await on(`create namespace ${namespace}`)).toMatchInlineSnapshot(`
      "1
      Error from server (AlreadyExists): namespaces "NAMESPACE" already exists"
    `);
    expect(await on('delete netpol deny --dry-run=server')).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io "deny" deleted (server dry run)"
    `);
    expect(await on('delete netpol deny owned')).toMatchInlineSnapshot(`
      "0
      networkpolicy.networking.k8s.io "deny" deleted
      networkpolicy.networking.k8s.io "owned" deleted"
    `);
    expect(await on('delete netpol deny')).toMatchInlineSnapshot(`
      "1
      Error from server (NotFound): networkpolicies.networking.k8s.io "deny" not found"
    `);
    expect(await on('delete netpol deny --ignore-not-found')).toMatchInlineSnapshot(`"0"`);
    expect(await on('get netpol')).toMatchInlineSnapshot(`
      "0
      No resources found in NAMESPACE namespace."
    `);
  });

  test('explain knows the fields of a policy', async () => {
    const explained = await on('explain networkpolicy.spec.ingress.ports.endPort');
    expect(explained).toMatch(
      /^0\nGROUP: +networking\.k8s\.io\nKIND: +NetworkPolicy\nVERSION: +v1\n\nFIELD: endPort <integer>\n/,
    );
  });
});
