/** A live cluster instead of files: the embedded one, over its own API. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDemo } from '#demo';
import { capturedRun } from './testing/captured-run.ts';

let folder = '';
let context: string[] = [];
let demo: Awaited<ReturnType<typeof startDemo>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-'));
  const kubeconfigPath = join(folder, 'kubeconfig');
  demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath });
  const { contexts } = JSON.parse(demo.kubeconfigText) as { contexts: { name: string }[] };
  context = ['--kubeconfig', kubeconfigPath, '--context', contexts[0]?.name ?? ''];
});

afterAll(async () => {
  await demo.stop();
  rmSync(folder, { recursive: true });
});

test('lists the workloads of a cluster', async () => {
  const { code, out, err } = await capturedRun('list', ...context);
  expect(code).toBe(0);
  expect(err).toMatch(
    /^netpol: judged by the profile eks-vpc-cni, since the cluster runs VPC CNI [\d.]+; --profile chooses another\n$/,
  );
  expect(out).toContain('ui/ui[Deployment] => catalog/catalog[Deployment] : All Connections\n');
  expect(out).not.toContain('[ReplicaSet]');
});

test('a profile that is asked for is taken without a word', async () => {
  const { code, err } = await capturedRun('list', ...context, '--profile', 'kubernetes');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('explains, and tells what manifests would change', async () => {
  const ends = ['--from', 'ui/ui', '--to', 'catalog/catalog', '--format', 'json'];
  expect(JSON.parse((await capturedRun('explain', ...context, ...ends)).out)).toMatchObject({ verdict: 'allowed' });
  const files = join(import.meta.dirname, 'fixtures/owner-chain.yaml');
  const { code, out } = await capturedRun('diff', ...context, files);
  expect(code).toBe(1);
  expect(out).toContain('diff-type: removed, source: ui/ui[Deployment], destination: catalog/catalog[Deployment]');
});

test('a context that is not there is bad input', async () => {
  const { code, out, err } = await capturedRun('list', ...context.slice(0, 2), '--context', 'elsewhere');
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain('has no context "elsewhere"');
});
