import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type ControlPlane, startControlPlane } from '../harness/control-plane/control-plane.ts';
import type { Expected } from '../harness/lab/steps.ts';
import { startProduct } from '../harness/product.ts';
import { type Studio, studioOf } from '../harness/studio.ts';

/** The workshop as it was published: its manifests, and what each step leads to. */
const WORKSHOP = process.env.WORKSHOP ?? '';

interface Step extends Expected {
  readonly apply: readonly { readonly namespace: string | null; readonly file: string }[];
}

const STEPS: readonly Step[] = JSON.parse(readFileSync(join(WORKSHOP, 'expected.json'), 'utf8')).steps;

const test = base.extend<{ studio: Studio }, { binaries: string; plane: ControlPlane }>({
  /** The folder of the control plane's programs. */
  binaries: [process.env.CONTROL_PLANE ?? '', { option: true, scope: 'worker' }],
  plane: [
    async ({ binaries }, use) => {
      const plane = await startControlPlane(binaries);
      await plane.kubectl('apply', '-k', join(WORKSHOP, 'manifests/base-application'));
      await plane.kubectl('wait', 'pod', '--all', '-A', '--for=condition=Ready', '--timeout=90s');
      await use(plane);
      await plane.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  studio: async ({ page, plane }, use) => {
    await plane.kubectl('delete', 'networkpolicy', '--all', '-A');
    const product = await startProduct(['--kubeconfig', plane.kubeconfig]);
    const studio = studioOf(page);
    await studio.open(product.url);
    await studio.showsAllowed(90);
    await use(studio);
    expect(await product.stop()).toBe(0);
  },
});

test('the map shows every step of the lab as kubectl applies it', async ({ studio, plane }) => {
  for (const step of STEPS) {
    await test.step(`${step.step}: ${step.title}, ${step.allowed} allowed`, async () => {
      for (const { namespace, file } of step.apply) {
        await plane.kubectl('apply', '-f', join(WORKSHOP, file), ...(namespace ? ['-n', namespace] : []));
      }
      await studio.showsStep(step);
    });
  }
});

test('scaling and relabelling by kubectl show on the map', async ({ studio, plane }) => {
  const row = studio.page.locator('[data-workload="catalog/catalog[Deployment]"]');
  await expect(row).toHaveAttribute('data-pods', '1');
  await plane.kubectl('scale', 'deployment', 'catalog', '-n', 'catalog', '--replicas=3');
  await expect(row).toHaveAttribute('data-pods', '3');
  await plane.kubectl('scale', 'deployment', 'catalog', '-n', 'catalog', '--replicas=1');
  await expect(row).toHaveAttribute('data-pods', '1');
});

test('a draft is tried, applied and undone on a real server, which keeps who wrote it', async ({ studio, plane }) => {
  await studio.newDraft();
  await studio.write(
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: deny-orders\n  namespace: orders\n' +
      'spec:\n  podSelector:\n    matchLabels:\n      app.kubernetes.io/component: service\n  policyTypes: [Ingress]\n',
  );
  await studio.applyDraft();
  await studio.showsAllowed(81);
  const show = ['get', 'networkpolicy', 'deny-orders', '-n', 'orders', '-o', 'json', '--show-managed-fields'];
  const { metadata } = JSON.parse(await plane.kubectl(...show));
  expect(metadata.managedFields).toEqual([expect.objectContaining({ manager: 'netpol-studio', operation: 'Apply' })]);
  await studio.page.getByRole('button', { name: /Undo now/ }).click();
  await studio.showsAllowed(90);
  await expect(plane.kubectl('get', 'networkpolicy', 'deny-orders', '-n', 'orders')).rejects.toThrow('NotFound');
});
