/** The link and the embedded cluster, each made without the other's code, against each other. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { judgeEnforcement } from '#aws';
import { startDemo } from '#demo';
import type { PolicyWrite } from '#stream';
import { systemClock } from './clock.ts';
import type { Connection } from './connection.ts';
import { connect } from './connection.ts';
import type { ClusterLink } from './link.ts';
import { openLink } from './link.ts';
import { versionOf } from './preview-write.ts';
import { policy } from './testing/open-test-link.ts';

let demo: Awaited<ReturnType<typeof startDemo>>;
let connection: Connection;
let link: ClusterLink;

beforeAll(async () => {
  const kubeconfigPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'kubeconfig');
  demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath });
  connection = await connect({ kubeconfig: kubeconfigPath });
  link = openLink({
    connection,
    mode: 'demo',
    readOnly: false,
    clock: systemClock,
    random: Math.random,
    onLog: () => undefined,
    judgeEnforcement,
  });
  await vi.waitUntil(() => link.current().snapshot?.cluster.user, { timeout: 10_000 });
});

afterAll(async () => {
  await link.stop();
  await demo.stop();
});

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
    expect(answer.writes[0]?.refusal).toMatchObject({ kind: 'invalid', causes: [{ field: '.spec.podSelectr' }] });
    const nowhere = { ...policy('bad'), metadata: { name: 'bad', namespace: 'nowhere' } };
    const missing: PolicyWrite = { action: 'put', id: 'nowhere/bad', object: nowhere, base: null };
    expect((await link.writer.preview({ writes: [missing] })).writes[0]?.refusal?.kind).toBe('not-found');
  });
});
