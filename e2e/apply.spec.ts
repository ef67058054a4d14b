import { expect, test } from './test.ts';

const DENY_UI = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny-ui
  namespace: ui
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
`;

test('a draft is reviewed, applied and undone', async ({ studio, kube }) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(DENY_UI);
  await expect(page.getByRole('complementary', { name: 'Draft' }).getByText(/Removes 8 of 90/)).toBeVisible();
  await expect(kube.getPolicy('ui', 'deny-ui')).rejects.toThrow('404');
  await studio.applyDraft();
  await expect(page.getByText('Applied 1 policy.')).toBeVisible();
  await studio.showsAllowed(82);
  expect(await kube.getPolicy('ui', 'deny-ui')).toMatchObject({
    metadata: { managedFields: [expect.objectContaining({ manager: 'netpol-studio', operation: 'Apply' })] },
  });

  await page.getByRole('button', { name: /Undo now/ }).click();
  await studio.showsAllowed(90);
  await expect(kube.getPolicy('ui', 'deny-ui')).rejects.toThrow('404');
});

test('a page that is opened anew still offers to keep what would undo itself', async ({ studio, kube }) => {
  const { page } = studio;
  await studio.newDraft();
  await studio.write(DENY_UI);
  await studio.applyDraft();
  await expect(page.getByText(/Undoes itself in \d+ s unless you keep it/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/Undoes itself in \d+ s unless you keep it/)).toBeVisible();
  await page.getByRole('button', { name: 'Keep' }).click();
  await expect(page.getByText(/Undoes itself in/)).toBeHidden();
  await page.reload();
  await studio.showsAllowed(82);
  await expect(page.getByText(/Undoes itself in/)).toBeHidden();
  expect(await kube.getPolicy('ui', 'deny-ui')).toBeDefined();
});

test('what others manage is kept, or taken over with a typed word, or replaced whole', async ({ studio, kube }) => {
  const { page } = studio;
  const theirs = (spec: object, labels = {}) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'deny-ui', namespace: 'ui', labels },
    spec: { podSelector: {}, policyTypes: ['Egress'], ...spec },
  });
  await kube.applyPolicy(theirs({ egress: [{}] }, { team: 'web' }));
  await page.getByRole('button', { name: 'New draft' }).click();
  await page.getByRole('button', { name: 'Blank policy' }).click();
  await studio.write(DENY_UI);
  await expect(page.getByRole('complementary', { name: 'Draft' }).getByText(/Removes 8 of 90/)).toBeVisible();
  await page.getByRole('button', { name: /Review and apply 1/ }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByText('managed by kubectl')).toBeVisible();
  await sheet.getByRole('button', { name: 'Take over these fields' }).click();
  const apply = sheet.getByRole('button', { name: /^Apply 1 change/ });
  await expect(sheet).toContainText('Dry run passed');
  await expect(apply).toBeDisabled();
  await sheet.getByLabel(/ to confirm\.$/).fill('take over');
  await expect(apply).toBeEnabled();
  await expect(sheet.getByText(/stays as it is though/)).toBeVisible();
  await sheet.getByRole('button', { name: 'Store exactly the draft instead' }).click();
  await expect(sheet.getByText(/stays as it is though/)).toBeHidden();
  await sheet.getByRole('button', { name: 'Back to draft' }).click();

  await page.getByRole('button', { name: /Review and apply 1/ }).click();
  await sheet.getByRole('button', { name: 'Keep theirs' }).click();
  await expect(studio.editor).toContainText('- {}');
});
