import { expect, test } from './test.ts';

const MESH = '/apis/policy.networking.k8s.io/v1alpha2/clusternetworkpolicies';
const CILIUM = '/apis/cilium.io/v2/namespaces/ui/ciliumnetworkpolicies';

const NARROW = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: narrow, namespace: ui }
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress: [{ to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: catalog } } }] }]
`;

test('a policy of another kind makes unknown what it may change, before and with a draft, and goes without a trace', async ({
  studio,
  kube,
}) => {
  const { page } = studio;
  const totals = page.getByTestId('map-totals');
  const state = page.getByRole('region', { name: 'State of the view' });
  await studio.showsAllowed(90);
  await kube.send('POST', CILIUM, {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumNetworkPolicy',
    metadata: { name: 'l7', namespace: 'ui' },
    spec: { endpointSelector: {} },
  });
  // Of ten workloads one is in its namespace: 9 pairs in and 9 out.
  await expect(totals).toHaveAttribute('data-unknown', '18', { timeout: 60_000 });
  await studio.showsAllowed(72);
  await expect(state).toContainText('1 policy of other kinds is not judged.');
  await expect(page.getByText('18 unknown: policies of other kinds may decide')).toBeVisible();

  await page.goto(`${new URL(page.url()).origin}/?select=edge:ui/ui[Deployment]>catalog/catalog[Deployment]`);
  await expect(page.getByTestId('verdict')).toContainText(/unknown/i);
  await expect(page.getByText(/CiliumNetworkPolicy.* may say otherwise/).first()).toBeVisible();
  await page.goto(`${new URL(page.url()).origin}/?select=workload:ui/ui[Deployment]`);
  await expect(page.getByRole('complementary', { name: 'Workload ui' })).toContainText(/other kinds/);
  await page.goto(`${new URL(page.url()).origin}/findings`);
  await expect(page.getByText(/CiliumNetworkPolicy.* may make it otherwise/).first()).toBeVisible();
  await page.goto(`${new URL(page.url()).origin}/`);

  await studio.newDraft();
  await studio.write(NARROW);
  // What it would cut is no more than possible: a line of its own for each, and none that says removed.
  const removed = page.locator('[data-testid=map-connections] tr[data-change=removed]');
  const draft = page.getByRole('complementary', { name: 'Draft' });
  await expect(draft).toContainText('May change 7 more: policies of other kinds, which are not judged, may decide.');
  await expect(removed).toHaveCount(0);
  await expect(page.locator('[data-testid=map-connections] tr[data-verdict=unknown]')).not.toHaveCount(0);

  await kube.send('DELETE', `${CILIUM}/l7`);
  await expect(totals).toHaveAttribute('data-unknown', '0', { timeout: 60_000 });
  await expect(state).not.toContainText('other kinds');
  // Nine ways out, of which the policy leaves the two to catalog.
  await expect(removed).toHaveCount(7);
  await expect(removed.first()).toHaveAttribute('data-verdict', 'denied');
  await expect(draft).toContainText('Removes 7 of 90 allowed connections');
});

test('one of the whole cluster concerns every pair', async ({ studio, kube }) => {
  await studio.showsAllowed(90);
  await kube.send('POST', MESH, {
    apiVersion: 'policy.networking.k8s.io/v1alpha2',
    kind: 'ClusterNetworkPolicy',
    metadata: { name: 'admin' },
    spec: { tier: 'Admin', priority: 1, subject: { namespaces: {} } },
  });
  await expect(studio.page.getByTestId('map-totals')).toHaveAttribute('data-unknown', '90', { timeout: 60_000 });
  await studio.showsAllowed(0);
});
