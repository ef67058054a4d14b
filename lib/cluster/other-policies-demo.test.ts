/** The link and the embedded cluster on policies of other kinds: as custom resources, which come and go. */

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startDemo } from '#demo';
import { createEngine, KUBERNETES } from '#engine';
import { connect } from './connect/connection.ts';
import { openLink } from './link.ts';
import { acceleratedClock } from './testing/accelerated-clock.ts';
import { linkOfIdentity } from './testing/link-of-identity.ts';

const pod = (name: string) => `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop, labels: { app: ${name} } }
spec: { containers: [{ name: c, image: i }] }
---`;
const CILIUM = `
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: l7, namespace: shop }
spec: { endpointSelector: {} }
`;

it('a folder with one is read as a cluster with one: its verdicts are unknown until it is gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
  const manifests = join(folder, 'manifests');
  mkdirSync(manifests);
  writeFileSync(join(manifests, 'all.yaml'), `${pod('a')}${pod('b')}${CILIUM}`);
  const kubeconfigPath = join(folder, 'kubeconfig');
  const demo = await startDemo({ seed: { manifests }, kubeconfigPath });
  const connection = await connect({ kubeconfig: kubeconfigPath });
  const reader = { id: 'local', connection, readOnly: false };
  const opened = openLink({
    reader,
    mode: 'files',
    clock: acceleratedClock(10),
    random: Math.random,
    onLog: () => undefined,
  });
  const link = linkOfIdentity(opened, reader);
  const known = () => link.current().snapshot;
  const totals = () => {
    const snapshot = known();
    return snapshot && createEngine(snapshot, KUBERNETES).reachability().totals;
  };
  try {
    await vi.waitUntil(() => known()?.pods.length === 2, { timeout: 10_000 });
    expect(demo.problems.map(({ message }) => message).join()).toContain('CiliumNetworkPolicy');
    expect(known()?.otherPolicies).toEqual([
      { group: 'cilium.io', kind: 'CiliumNetworkPolicy', namespace: 'shop', name: 'l7' },
    ]);
    expect(totals()).toMatchObject({ pairs: 2, allowed: 0, denied: 0, unknown: 2 });
    const path = '/apis/cilium.io/v2/namespaces/shop/ciliumnetworkpolicies/l7';
    expect((await connection.transport.request({ method: 'DELETE', path })).status).toBe(200);
    await vi.waitUntil(() => known()?.otherPolicies.length === 0, { timeout: 10_000 });
    expect(totals()).toEqual({ pairs: 2, allowed: 2, byRule: 0, open: 2, denied: 0 });
  } finally {
    await link.stop();
    await demo.stop();
  }
});
