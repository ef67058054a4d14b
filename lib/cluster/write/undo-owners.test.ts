/** Against the embedded API server, which keeps managedFields and owners as a real one does. */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '#demo';
import type { PolicyWrite } from '#stream';
import { type ClusterConnection, connect } from '../connect/connection.ts';
import type { Json } from '../testing/fake-api-server.ts';
import { systemClock } from '../time/clock.ts';
import { contentByVersion } from './policy/content-by-version.ts';
import { policyWriter } from './policy-writer.ts';
import type { WriterOfIdentity } from './writer.ts';

const ALL = '/apis/networking.k8s.io/v1/namespaces/ui/networkpolicies';
const open = { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: {} }] }] };
const closed = { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 8080, protocol: 'TCP' }] }] };
let demo: Awaited<ReturnType<typeof startDemo>>;
let connection: ClusterConnection;
let writer: WriterOfIdentity;

beforeAll(async () => {
  const kubeconfigPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'kubeconfig');
  demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath });
  connection = await connect({ kubeconfig: kubeconfigPath });
  writer = policyWriter({
    connection,
    clock: systemClock,
    random: () => 0,
    readOnly: false,
    clusterName: 'demo',
    clusterUid: () => undefined,
    contentByVersion: contentByVersion(),
    known: () => undefined,
    changed: () => undefined,
    log: () => undefined,
  });
});

afterAll(async () => {
  await writer.stop();
  await connection.transport.close();
  await demo.stop();
});

const manifest = (name: string, spec: unknown, more: object = {}): Json => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace: 'ui', ...more },
  spec,
});

async function stored(name: string): Promise<Json> {
  return (await connection.transport.request({ method: 'GET', path: `${ALL}/${name}` })).body;
}

async function helmApplies(name: string, spec: unknown) {
  return connection.transport.request({
    method: 'PATCH',
    path: `${ALL}/${name}`,
    query: { fieldManager: 'helm' },
    contentType: 'application/apply-patch+yaml',
    body: manifest(name, spec),
  });
}

async function apply(write: PolicyWrite, force = false): Promise<string> {
  const { previewId, writes } = await writer.preview({ writes: [write], force });
  if (previewId === undefined) throw new Error(JSON.stringify(writes));
  return (await writer.apply({ previewId })).applyId;
}

const put = async (name: string, spec: unknown, base?: Json): Promise<PolicyWrite> => {
  const { uid, resourceVersion } = base?.metadata ?? {};
  return {
    action: 'put',
    id: `ui/${name}`,
    object: manifest(name, spec),
    base: base ? { uid, resourceVersion } : null,
  };
};
const managers = ({ metadata }: Json) =>
  metadata.managedFields.map(({ manager, operation }: Json) => `${manager} ${operation}`).sort();

describe('an undo gives fields back to who managed them', () => {
  it('of a take-over, so that their next release does not conflict', async () => {
    expect((await helmApplies('taken', open)).status).toBe(201);
    const before = await stored('taken');
    const applyId = await apply(await put('taken', closed, before), true);
    expect(managers(await stored('taken'))).toContain('netpol-studio Apply');
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'changed', warnings: [] }]);
    const after = await stored('taken');
    expect([after.spec, managers(after)]).toEqual([before.spec, ['helm Apply']]);
    expect((await helmApplies('taken', closed)).status).toBe(200);
  });

  it('of a deletion, with its owners that are still there, and its finalizers', async () => {
    const owner = (
      await connection.transport.request({ method: 'GET', path: '/apis/apps/v1/namespaces/ui/deployments/ui' })
    ).body as Json;
    const reference = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'ui', uid: owner.metadata.uid };
    const gone = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      name: 'gone',
      uid: 'f7c7c3f0-0000-4000-8000-000000000000',
    };
    await helmApplies('owned', open);
    await connection.transport.request({
      method: 'PATCH',
      path: `${ALL}/owned`,
      query: { fieldManager: 'operator' },
      contentType: 'application/merge-patch+json',
      body: { metadata: { ownerReferences: [reference, gone], finalizers: ['example.com/guard'] } },
    });
    const before = await stored('owned');
    const { uid, resourceVersion } = before.metadata;
    const applyId = await apply({ action: 'delete', id: 'ui/owned', base: { uid, resourceVersion } });
    const held = await writer.undo({ applyId });
    expect(held.writes).toMatchObject([{ outcome: 'refused', refusal: { kind: 'busy' } }]);
    expect(held.writes[0]?.refusal?.message).toContain('example.com/guard is not done');
    const body = { metadata: { finalizers: null } };
    const contentType = 'application/merge-patch+json';
    await connection.transport.request({ method: 'PATCH', path: `${ALL}/owned`, contentType, body });
    const { writes } = await writer.undo({ applyId });
    expect(writes).toMatchObject([{ outcome: 'created', warnings: [expect.stringContaining('Deployment/gone')] }]);
    const after = await stored('owned');
    expect(after.metadata).toMatchObject({ ownerReferences: [reference], finalizers: ['example.com/guard'] });
    expect(managers(after)).toContain('helm Apply');
    expect(managers(after)).not.toContain('netpol-studio Update');
  });
});

describe('while a finalizer holds the policy that somebody deleted after the apply, an undo', () => {
  const begun = 'The deletion has begun; it ends when example.com/guard is done.';

  async function heldByGuard(name: string): Promise<void> {
    const path = `${ALL}/${name}`;
    const contentType = 'application/merge-patch+json';
    const body = { metadata: { finalizers: ['example.com/guard'] } };
    await connection.transport.request({ method: 'PATCH', path, contentType, body });
    await connection.transport.request({ method: 'DELETE', path });
    expect((await stored(name)).metadata.deletionTimestamp).toEqual(expect.any(String));
  }

  it('of a change puts back what was there, and says that it goes all the same', async () => {
    await helmApplies('held-change', open);
    const before = await stored('held-change');
    const applyId = await apply(await put('held-change', closed, before), true);
    await heldByGuard('held-change');
    const { writes } = await writer.undo({ applyId });
    expect(writes).toMatchObject([{ outcome: 'changed', warnings: [begun] }]);
    const after = await stored('held-change');
    expect([after.spec, after.metadata.finalizers]).toEqual([before.spec, ['example.com/guard']]);
  });

  it('of a creation says that it is there until the finalizer is done', async () => {
    const applyId = await apply(await put('held-creation', open));
    await heldByGuard('held-creation');
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'deleted', warnings: [begun] }]);
    expect((await stored('held-creation')).metadata.finalizers).toEqual(['example.com/guard']);
  });
});

describe('what was created', () => {
  it('counts as applied: what a later draft leaves out is taken out, without a conflict with ourselves', async () => {
    const both = { ...open, policyTypes: ['Ingress', 'Egress'], egress: [{}] };
    await apply(await put('ours', both));
    const made = await stored('ours');
    expect(managers(made)).toEqual(['netpol-studio Apply']);
    const { writes } = await writer.preview({ writes: [await put('ours', open, made)] });
    expect(writes).toMatchObject([{ outcome: 'change', after: { spec: open } }]);
    expect(writes[0]?.after?.spec).not.toHaveProperty('egress');
    expect(writes[0]).not.toHaveProperty('kept');
  });

  it('and deleted by somebody else is not there to be taken back to what it was', async () => {
    await apply(await put('fleeting', open));
    const applyId = await apply(await put('fleeting', closed, await stored('fleeting')));
    await connection.transport.request({ method: 'DELETE', path: `${ALL}/fleeting` });
    const { writes } = await writer.undo({ applyId });
    expect(writes[0]?.refusal?.message).toContain('was deleted after this apply');
  });

  it('under a name that is too long is refused in the words of the server', async () => {
    const { writes } = await writer.preview({ writes: [await put('n'.repeat(254), open)] });
    expect(writes[0]?.refusal).toMatchObject({ status: 422, kind: 'invalid' });
    expect(writes[0]?.refusal?.message).toContain('no more than 253');
  });
});
