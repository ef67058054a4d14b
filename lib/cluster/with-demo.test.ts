/** The link and the embedded cluster, each made without the other's code, against each other. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startDemo } from '#demo';
import { judgeEnforcement } from '#enforcement';
import type { PolicyWrite } from '#stream';
import type { ClusterConnection } from './connect/connection.ts';
import { connect } from './connect/connection.ts';
import { openLink } from './link.ts';
import { type LinkOfIdentity, linkOfIdentity } from './testing/link-of-identity.ts';
import { policy, writeKubeconfig } from './testing/open-test-link.ts';
import { systemClock } from './time/clock.ts';
import { versionOf } from './write/preview/preview-write.ts';

const JANE = { name: 'jane', groups: [], token: 'the-token-of-jane' };
let demo: Awaited<ReturnType<typeof startDemo>>;
let connection: ClusterConnection;
let link: LinkOfIdentity;

beforeAll(async () => {
  const kubeconfigPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'kubeconfig');
  demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath, users: [JANE] });
  connection = await connect({ kubeconfig: kubeconfigPath });
  const reader = { id: 'local', connection, readOnly: false };
  const opened = openLink({
    reader,
    mode: 'demo',
    clock: systemClock,
    random: Math.random,
    onLog: () => undefined,
    judgeEnforcement,
  });
  link = linkOfIdentity(opened, reader);
  await vi.waitUntil(() => link.current().snapshot && link.current().session.user, { timeout: 10_000 });
});

afterAll(async () => {
  await link.stop();
  await demo.stop();
});

/** A kubeconfig of the same cluster for another user, in this namespace. */
function kubeconfigOf(token: string, namespace: string): string {
  const config = JSON.parse(demo.kubeconfigText);
  config.users[0].user = { token };
  config.contexts[0].context.namespace = namespace;
  return writeKubeconfig(JSON.stringify(config));
}

const inUi = (name: string, spec: unknown) => {
  const made = policy(name, spec);
  return { ...made, metadata: { ...made.metadata, namespace: 'ui' } };
};
const deny = { podSelector: {}, policyTypes: ['Ingress'] };
const allow = { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] };
const stored = (name: string) => link.current().snapshot?.policies.find(({ metadata }) => metadata.name === name);

async function write(write: PolicyWrite, force = false) {
  const { previewId, writes } = await link.writer.preview({ writes: [write], force });
  if (previewId === undefined) throw new Error(JSON.stringify(writes));
  return link.writer.apply({ previewId });
}

describe('the embedded cluster through the link', () => {
  it('shows its workloads under the names they were deployed with', () => {
    const workloads = new Set(link.current().snapshot?.pods.map(({ workload: { kind, name } }) => `${kind}/${name}`));
    expect([...workloads]).toEqual(
      expect.arrayContaining(['Deployment/ui', 'StatefulSet/catalog-mysql', 'DaemonSet/aws-node']),
    );
    expect([...workloads].filter((workload) => workload.startsWith('ReplicaSet'))).toEqual([]);
  });

  it('shows behind each service the pods that its traffic goes to', async () => {
    const behind = (service: string) =>
      link.current().snapshot?.endpointSlices.find((slice) => slice.service === service)?.endpoints ?? [];
    await vi.waitUntil(() => behind('catalog').length > 0, { timeout: 10_000 });
    const pods = new Map(link.current().snapshot?.pods.map(({ name, ips }) => [name, ips]));
    for (const { pod = '', addresses } of behind('catalog')) expect(pods.get(pod)).toEqual(addresses);
  });

  it('is found to enforce, as its VPC CNI says', () => {
    expect(link.current().snapshot?.enforcement).toMatchObject({
      state: 'enforced',
      hosts: { enforcing: 3, total: 3 },
    });
  });

  it('takes a policy, a change of it, and both back', async () => {
    const created = await write({ action: 'put', id: 'ui/lab', object: inUi('lab', deny), base: null });
    expect(created.writes).toMatchObject([{ outcome: 'created' }]);
    await expect.poll(() => stored('lab')?.spec).toEqual(deny);
    const base = versionOf(stored('lab') ?? inUi('lab', deny));
    const changed = await write({ action: 'put', id: 'ui/lab', object: inUi('lab', allow), base });
    expect(changed.writes).toMatchObject([{ outcome: 'changed' }]);
    await link.writer.undo({ applyId: changed.applyId });
    await expect.poll(() => stored('lab')?.spec).toEqual(deny);
    // An undo leaves the fields under another of our names; a further edit must not conflict with ourselves.
    const again = { action: 'put', id: 'ui/lab', object: inUi('lab', allow), base: versionOf(stored('lab') as never) };
    expect((await link.writer.preview({ writes: [again as PolicyWrite] })).writes[0]).toMatchObject({
      outcome: 'change',
    });
    await link.writer.undo({ applyId: created.applyId }).catch(() => undefined);
    await expect.poll(() => stored('lab')).toBeUndefined();
  });

  it('names the other manager where fields are not ours, and takes over only when told', async () => {
    const object = inUi('theirs', deny);
    const path = '/apis/networking.k8s.io/v1/namespaces/ui/networkpolicies';
    const query = { fieldManager: 'kubectl-client-side-apply' };
    await connection.transport.request({ method: 'POST', path, query, body: object });
    await expect.poll(() => stored('theirs')).toBeDefined();
    const base = versionOf(stored('theirs') as never);
    const put: PolicyWrite = {
      action: 'put',
      id: 'ui/theirs',
      object: inUi('theirs', { podSelector: {}, policyTypes: ['Egress'] }),
      base,
    };
    const { previewId, writes } = await link.writer.preview({ writes: [put] });
    expect(previewId).toBeUndefined();
    expect(writes[0]?.refusal).toMatchObject({
      kind: 'conflict',
      causes: [{ field: '.spec.policyTypes', message: expect.stringContaining('kubectl-client-side-apply') }],
    });
    expect((await write(put, true)).writes).toMatchObject([{ outcome: 'changed' }]);
    await expect.poll(() => stored('theirs')?.spec?.policyTypes).toEqual(['Egress']);
    const gone: PolicyWrite = { action: 'delete', id: 'ui/theirs', base: versionOf(stored('theirs') as never) };
    expect((await write(gone)).writes).toMatchObject([{ outcome: 'deleted' }]);
  });

  it('stores exactly the draft when asked to, whoever manages what it leaves out', async () => {
    const object = inUi('exact', { ...deny, policyTypes: ['Ingress', 'Egress'], egress: [{}] });
    const labelled = { ...object, metadata: { ...object.metadata, labels: { team: 'a' } } };
    const path = '/apis/networking.k8s.io/v1/namespaces/ui/networkpolicies';
    await connection.transport.request({ method: 'POST', path, query: { fieldManager: 'gitops' }, body: labelled });
    await expect.poll(() => stored('exact')).toBeDefined();
    const base = versionOf(stored('exact') as never);
    const put: PolicyWrite = { action: 'put', id: 'ui/exact', object: inUi('exact', deny), base };
    const { writes } = await link.writer.preview({ writes: [put] });
    expect(writes[0]).toMatchObject({ outcome: 'refused', refusal: { kind: 'conflict' } });
    const replaced = await write({ ...put, exactly: true });
    expect(replaced.writes).toMatchObject([{ outcome: 'changed' }]);
    await expect.poll(() => stored('exact')?.spec).toEqual(deny);
    expect(stored('exact')?.metadata.labels).toBeUndefined();
    await link.writer.undo({ applyId: replaced.applyId });
    await expect
      .poll(() => stored('exact'))
      .toMatchObject({ metadata: { labels: { team: 'a' } }, spec: { egress: [{}] } });
  });

  it('shows and lets write one namespace to someone who has rights there only', async () => {
    const admin = connection.transport;
    const rbac = '/apis/rbac.authorization.k8s.io/v1/namespaces/ui';
    const verbs = ['get', 'list', 'watch'];
    const rules = [
      { apiGroups: [''], resources: ['pods', 'services', 'namespaces'], verbs },
      { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: [...verbs, 'create', 'patch'] },
    ];
    const subjects = [{ kind: 'User', name: 'jane', apiGroup: 'rbac.authorization.k8s.io' }];
    const roleRef = { kind: 'Role', name: 'jane', apiGroup: 'rbac.authorization.k8s.io' };
    const post = (plural: string, body: object) => admin.request({ method: 'POST', path: `${rbac}/${plural}`, body });
    expect((await post('roles', { metadata: { name: 'jane' }, rules })).status).toBe(201);
    expect((await post('rolebindings', { metadata: { name: 'jane' }, subjects, roleRef })).status).toBe(201);
    const reader = {
      id: 'hers',
      connection: await connect({ kubeconfig: kubeconfigOf(JANE.token, 'ui') }),
      readOnly: false,
    };
    const opened = openLink({
      reader,
      mode: 'laptop',
      clock: systemClock,
      random: Math.random,
      onLog: () => undefined,
    });
    const hers = linkOfIdentity(opened, reader);
    try {
      await expect.poll(() => hers.current().session.mayApply, { timeout: 5000 }).toEqual(['ui']);
      await expect.poll(() => hers.current().snapshot?.pods.length, { timeout: 5000 }).toBeGreaterThan(0);
      const { snapshot, health, session } = hers.current();
      expect(snapshot?.namespaces.map(({ name }) => name)).toEqual(['ui']);
      expect(snapshot?.namespaces[0]?.labels['app.kubernetes.io/created-by']).toBe('eks-workshop');
      expect(new Set(snapshot?.pods.map(({ namespace }) => namespace))).toEqual(new Set(['ui']));
      expect(session.user).toBe('jane');
      expect(health.kinds.nodes).toMatchObject({ state: 'forbidden', error: expect.stringContaining('jane') });
      const put: PolicyWrite = { action: 'put', id: 'ui/hers', object: inUi('hers', deny), base: null };
      const { previewId = '' } = await hers.writer.preview({ writes: [put] });
      expect((await hers.writer.apply({ previewId })).writes).toMatchObject([{ outcome: 'created' }]);
      const elsewhere = { ...policy('x', deny), metadata: { name: 'x', namespace: 'carts' } };
      const refused = await hers.writer.preview({ writes: [{ ...put, id: 'carts/x', object: elsewhere }] });
      expect(refused.writes[0]?.refusal).toMatchObject({ kind: 'forbidden', status: 403 });
    } finally {
      await hers.stop();
    }
  });

  it('refuses invalid drafts in the API server’s words', async () => {
    const spec = { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0' } }] }] };
    const invalid: PolicyWrite = { action: 'put', id: 'ui/bad', object: inUi('bad', spec), base: null };
    expect((await link.writer.preview({ writes: [invalid] })).writes[0]?.refusal).toMatchObject({
      status: 422,
      kind: 'invalid',
      causes: [{ field: 'spec.ingress[0].from[0].ipBlock.cidr' }],
    });
    const unknown = inUi('bad', { ...deny, podSelectr: {} });
    const answer = await link.writer.preview({ writes: [{ ...invalid, object: unknown }] });
    expect(answer.writes[0]?.refusal).toMatchObject({ kind: 'invalid', causes: [{ field: 'spec.podSelectr' }] });
    const nowhere = { ...policy('bad'), metadata: { name: 'bad', namespace: 'nowhere' } };
    const missing: PolicyWrite = { action: 'put', id: 'nowhere/bad', object: nowhere, base: null };
    expect((await link.writer.preview({ writes: [missing] })).writes[0]?.refusal?.kind).toBe('not-found');
  });
});
