import { expect, test } from './test.ts';

const DENY_ORDERS = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: orders
spec:
  podSelector: {}
  policyTypes: [Ingress]
`;

const TO_OUTSIDE = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: to-outside
  namespace: orders
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - ipBlock:
            cidr: 203.0.0.0/8
            except: [203.1.0.0/16]
      ports:
        - port: 443
`;

test('a panel tells of what the map shows: the draft cuts it, and its rule is the reason', async ({ studio, page }) => {
  await studio.newDraft();
  await studio.write(DENY_ORDERS);
  const draft = page.getByRole('complementary', { name: 'Draft' });
  await expect(draft.getByText(/Removes 18 of 90/)).toBeVisible();
  await draft.locator('button[title*="ui/ui[Deployment] to orders/orders[Deployment]"]').first().click();
  const panel = page.getByRole('complementary', { name: /^Connection/ });
  await expect(panel.getByTestId('verdict')).toHaveText(/Denied/);
  await expect(panel.getByRole('radio', { name: 'After' })).toBeChecked();
  await expect(panel.getByText('Isolates orders and has no ingress rule')).toBeVisible();

  await panel.getByRole('radio', { name: 'Before' }).check({ force: true });
  await expect(panel.getByTestId('verdict')).toHaveText(/Open/);
  await panel.getByRole('radio', { name: 'After' }).check({ force: true });
  await panel.getByRole('button', { name: /^Draft: allow/ }).click();
  await expect(draft.getByText(/Removes 17 of 90/)).toBeVisible();
});

test('the Internet tells the ranges, ports and rules that lead to it, and so does each pair with it', async ({
  studio,
  page,
}) => {
  await studio.newDraft();
  await studio.write(TO_OUTSIDE);
  await expect(
    page
      .getByRole('complementary', { name: 'Draft' })
      .getByText(/isolates/i)
      .first(),
  ).toBeVisible();
  await page.getByRole('application', { name: /Map/ }).focus();
  await page.goto(`${page.url().split('?')[0]}?select=workload:outside&draft=open`);
  const panel = page.getByRole('complementary', { name: 'Internet' });
  await expect(panel.getByText('203.0.0.0/8').first()).toBeVisible();
  await expect(panel.getByText('203.1.0.0/16').first()).toBeVisible();
  await expect(panel.getByText('TCP 443').first()).toBeVisible();
  await panel.getByRole('button', { name: 'orders', exact: true }).last().click();
  await expect(page.getByRole('complementary', { name: /^Connection orders/ }).getByText('203.0.0.0/8')).toBeVisible();
});

test('a policy drafted for a workload selects it alone and cuts nothing off', async ({ studio, page }) => {
  await page.goto(`${page.url().split('?')[0]}?select=workload:catalog/catalog-mysql[StatefulSet]`);
  await page.getByRole('button', { name: 'Draft policy' }).click();
  await page.getByRole('button', { name: 'Blank policy that selects it' }).click();
  await expect(studio.editor).toContainText('matchLabels');
  const draft = page.getByRole('complementary', { name: 'Draft' });
  await expect(draft).not.toContainText(/Removes [1-9]/);
  await expect(draft.getByRole('button', { name: /Review and apply/ })).toBeDisabled();
});

test('a policy that somebody else changed meanwhile is compared change by change before anything is decided', async ({
  studio,
  page,
  kube,
}) => {
  const ports = (port: number) => [{ ports: [{ port, protocol: 'TCP' }] }];
  const stored = (spec: object) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'shared', namespace: 'orders' },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'], ingress: ports(8080), ...spec },
  });
  await kube.applyPolicy(stored({}));
  await page.goto(`${page.url().split('?')[0]}?select=policy:orders/shared`);
  await page.getByRole('complementary', { name: 'Policy shared' }).getByRole('button', { name: 'Edit' }).click();
  await expect(studio.editor).toContainText('8080');
  await studio.write(`# ours
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: shared
  namespace: orders
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress:
  - ports:
    - protocol: TCP
      port: 7070
`);
  await kube.applyPolicy(stored({ ingress: ports(9090), egress: [{}] }));
  await page.getByRole('button', { name: 'Compare with the stored version' }).click();
  const sheet = page.getByRole('dialog');
  const ingress = sheet.getByRole('listitem', { name: 'spec.ingress[0].ports[0], changed by both' });
  await expect(ingress.getByRole('region', { name: 'Live now' })).toContainText('9090');
  await expect(ingress.getByRole('region', { name: 'Yours' })).toContainText('7070');
  await expect(sheet.getByRole('listitem', { name: 'spec.egress, changed live' })).toBeVisible();
  await expect(sheet.getByRole('button', { name: '1 still to decide' })).toBeDisabled();
  await ingress.getByText('Live', { exact: true }).click();
  await sheet.getByRole('button', { name: 'Take as the new base' }).click();
  await expect(studio.editor).toContainText('9090');
  await expect(studio.editor).toContainText('# ours');
  await expect(studio.editor).toContainText('egress:');
});
