import { expect, test } from './test.ts';

const policy = (name: string, more = '') => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: orders
${more}spec:
  podSelector: {}
`;

test('what kubectl printed becomes an edit for each policy, and nothing is left out unsaid', async ({ studio }) => {
  const { page } = studio;
  const draft = page.getByRole('complementary', { name: 'Draft' });
  await studio.newDraft();
  const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: orders\n';
  await studio.write(`${policy('one', '  uid: u\n')}---\n${namespace}---\n${policy('two')}`);
  await expect(draft.getByText('This text holds 2 policies.')).toContainText('Namespace orders: neither judged');
  await draft.getByRole('button', { name: 'One edit each' }).click();
  await expect(draft.getByRole('tab')).toHaveCount(2);
  await expect(page.getByText('Left out, for only network policies are written here: Namespace orders.')).toBeVisible();
  await expect(studio.editor).not.toContainText('uid');
  await expect(draft.getByRole('button', { name: 'Review and apply 2' })).toBeEnabled();
});
