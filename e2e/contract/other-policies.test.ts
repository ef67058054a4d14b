/** Policies of other kinds as the reader finds them: by discovery, and then as metadata. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ContractServer, isReal, openServer } from './server.ts';

const NETPOL = fileURLToPath(new URL('../../bin/netpol.mjs', import.meta.url));
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const GROUP = '/apis/cilium.io/v2';
const POLICIES = `${GROUP}/namespaces/default/ciliumnetworkpolicies`;
const METADATA = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';

let server: ContractServer;
const settled = { timeout: 20_000, interval: 200 };

/** The embedded server has such kinds while there is an object of them; a real one while they are defined. */
beforeAll(async () => {
  server = await openServer();
  if (!isReal) return;
  const schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  const created = await server.ask('POST', CRDS, {
    body: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'ciliumnetworkpolicies.cilium.io' },
      spec: {
        group: 'cilium.io',
        scope: 'Namespaced',
        names: { plural: 'ciliumnetworkpolicies', singular: 'ciliumnetworkpolicy', kind: 'CiliumNetworkPolicy' },
        versions: [{ name: 'v2', served: true, storage: true, schema: { openAPIV3Schema: schema } }],
      },
    },
  });
  expect(created.status).toBe(201);
  await vi.waitUntil(async () => (await server.ask('GET', POLICIES)).status === 200, settled);
});

afterAll(async () => {
  if (isReal) await server.ask('DELETE', `${CRDS}/ciliumnetworkpolicies.cilium.io`);
  await server.stop();
});

test('discovery names the kind, and its objects are listed as metadata', async () => {
  const body = { apiVersion: 'cilium.io/v2', kind: 'CiliumNetworkPolicy', metadata: { name: 'l7' }, spec: {} };
  expect((await server.ask('POST', POLICIES, { body })).status).toBe(201);
  await vi.waitUntil(async () => {
    const { json } = await server.ask('GET', '/apis');
    return json.groups.some(({ name }: { name: string }) => name === 'cilium.io');
  }, settled);
  const { json: resources } = await server.ask('GET', GROUP);
  expect(resources.resources).toContainEqual(
    expect.objectContaining({ name: 'ciliumnetworkpolicies', kind: 'CiliumNetworkPolicy', namespaced: true }),
  );
  const { json } = await server.ask('GET', `${GROUP}/ciliumnetworkpolicies?limit=500`, { accept: METADATA });
  expect(json.kind).toBe('PartialObjectMetadataList');
  expect(json.items).toMatchObject([{ metadata: { name: 'l7', namespace: 'default' } }]);
  expect(json.items[0].spec).toBeUndefined();
});

test('the command line tells that it is there and not judged, until it is gone', async () => {
  expect(await listed()).toMatchObject({ code: 2, err: expect.stringContaining('CiliumNetworkPolicy') });
  expect((await server.ask('DELETE', `${POLICIES}/l7`)).status).toBe(200);
  const { code, err } = await listed();
  expect({ code, err }).toMatchObject({ code: 0, err: expect.not.stringContaining('CiliumNetworkPolicy') });
});

function listed(): Promise<{ code: number | null; err: string }> {
  const flags = ['list', '--kubeconfig', server.kubeconfig, '--context', isReal ? 'real' : 'demo'];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [NETPOL, ...flags], (_, _out, err) =>
      resolve({ code: child.exitCode, err }),
    );
  });
}
