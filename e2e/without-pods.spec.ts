import { expect, test } from './test.ts';

const TEMPLATE = {
  metadata: { labels: { app: 'nightly' } },
  spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'i' }] },
};

test('a workload that scales to zero stays on the map, says why, and a draft selects it; it comes back with its pods', async ({
  studio,
  kube,
}) => {
  const { page } = studio;
  const carts = page.locator('[data-testid=map-workloads] tr[data-workload="carts/carts[Deployment]"]');
  await studio.showsAllowed(90);
  await expect(carts).toHaveAttribute('data-pods', '1');
  await kube.scale('carts', 'carts', 0);
  await expect(carts).toHaveAttribute('data-no-pods', 'scaled-to-zero');
  await studio.showsAllowed(90);
  await page.getByRole('textbox', { name: 'Filter workloads' }).fill('carts deployment');
  await page.keyboard.press('Enter');
  // Two have these words; the keyboard goes to the one that was drawn first.
  await expect(page.getByRole('complementary', { name: /^Workload carts/ })).toBeVisible();
  await page.goto(`${new URL(page.url()).origin}/?select=workload:carts/carts[Deployment]`);
  const panel = page.getByRole('complementary', { name: 'Workload carts', exact: true });
  await expect(panel).toContainText('It is scaled to 0 replicas.');
  await expect(panel).toContainText('0 replicas');
  await panel.getByRole('button', { name: 'Draft policy' }).click();
  await page.getByRole('button', { name: 'Blank policy that selects it' }).click();
  await studio.write(`apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: shut, namespace: carts }
spec: { podSelector: { matchLabels: { app.kubernetes.io/component: service } }, policyTypes: [Ingress] }
`);
  await expect(
    page.locator('[data-testid=map-connections] tr[data-change=removed][data-destination="carts/carts[Deployment]"]'),
  ).toHaveCount(9);
  await kube.scale('carts', 'carts', 2);
  await expect(carts).toHaveAttribute('data-pods', '2');
  await expect(carts).not.toHaveAttribute('data-no-pods');
});

test('a CronJob without a run is on the map, and a Job that is over is told of and in no pair', async ({
  studio,
  kube,
}) => {
  const { page } = studio;
  const spec = { schedule: '0 3 * * *', jobTemplate: { spec: { template: TEMPLATE } } };
  const metadata = (name: string) => ({ name, namespace: 'carts' });
  const batch = '/apis/batch/v1/namespaces/carts';
  await kube.send('POST', `${batch}/cronjobs`, {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: metadata('nightly'),
    spec,
  });
  await studio.showsAllowed(110, 110);
  await expect(page.locator('tr[data-workload="carts/nightly[CronJob]"]')).toHaveAttribute(
    'data-no-pods',
    'between-runs',
  );
  await kube.send('POST', `${batch}/jobs`, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata('migrate'),
    spec: { template: TEMPLATE },
    status: { conditions: [{ type: 'Complete', status: 'True' }] },
  });
  await kube.send(
    'PATCH',
    `${batch}/jobs/migrate/status`,
    { status: { conditions: [{ type: 'Complete', status: 'True' }] } },
    'application/merge-patch+json',
  );
  const filter = page.getByRole('textbox', { name: 'Filter workloads' });
  // Enter takes what is found by then, and the news of the job may still be on its way.
  await expect(async () => {
    await filter.fill('migrate');
    await filter.press('Enter');
    await expect(page.getByRole('complementary', { name: /migrate/ })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(page.getByRole('complementary', { name: /migrate/ })).toContainText('It is finished');
  await studio.showsAllowed(110, 110);
  await page.goto(`${new URL(page.url()).origin}/?select=namespace:carts`);
  await expect(page.getByRole('complementary', { name: 'Namespace carts' })).toContainText('migrate (Job)');
  await kube.send('DELETE', `${batch}/cronjobs/nightly`);
  await studio.showsAllowed(90);
});
