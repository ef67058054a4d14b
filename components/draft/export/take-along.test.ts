import { expect, test } from 'vitest';
import type { Edit } from '#draft';
import { exportText } from './take-along.ts';

const edit = (change: Partial<Edit>): Edit => ({
  key: 'k',
  action: 'put',
  base: null,
  baseText: '',
  text: '',
  namespace: 'shop',
  ...change,
});

test('an exported draft has what is written as manifests, and what goes as commands above them', () => {
  const edits = [
    edit({ text: 'a: 1' }),
    edit({ action: 'delete', baseId: 'shop/old', text: 'old: 1\n' }),
    edit({ text: 'b: 2\n' }),
  ];
  expect(exportText(edits)).toBe('# kubectl delete networkpolicy old --namespace shop\na: 1\n---\nb: 2\n');
  expect(exportText(edits.slice(1, 2))).toBe('# kubectl delete networkpolicy old --namespace shop\n');
  expect(exportText([])).toBe('');
});
