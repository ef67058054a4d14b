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
  await expect(page.getByText(/Removes 8 of 90/)).toBeVisible();
  await expect(kube.getPolicy('ui', 'deny-ui')).rejects.toThrow('404');
  await studio.applyDraft();
  await studio.showsAllowed(82);
  expect(await kube.getPolicy('ui', 'deny-ui')).toMatchObject({
    metadata: { managedFields: [expect.objectContaining({ manager: 'netpol-studio', operation: 'Apply' })] },
  });

  await page.getByRole('button', { name: /Undo now/ }).click();
  await studio.showsAllowed(90);
  await expect(kube.getPolicy('ui', 'deny-ui')).rejects.toThrow('404');
});
