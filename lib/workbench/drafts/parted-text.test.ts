import { expect, test } from 'vitest';
import { analysedWorkbench } from '../fixtures/analysed-workbench.ts';

const policy = (name: string, more = '') =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ${name}\n  namespace: shop\n${more}spec:\n  podSelector: {}\n`;
const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n';

test('several documents in one tab become an edit each, and the whole text can be had back', async () => {
  const { store, intents } = analysedWorkbench(['web']);
  intents.newPolicy('shop');
  const key = store.getState().draft.current ?? '';
  const whole = `${policy('a')}---\n${NAMESPACE}---\n${policy('b', '  uid: u\n')}`;
  intents.edit(key, whole);
  await intents.partEdit(key);
  const { draft, bin, notice } = store.getState();
  expect(draft.edits.map(({ text }) => text)).toEqual([policy('a'), policy('b')]);
  expect(draft.current).toBe(key);
  expect(notice).toEqual({ type: 'parted', policies: 2, setAside: ['metadata.uid'], leftOut: ['Namespace shop'] });
  expect(bin.map(({ edit }) => edit.text)).toContain(whole);
});

test('a text that is dropped is an edit for each policy, and whole where it holds more', async () => {
  const { store, intents } = analysedWorkbench(['web']);
  await intents.draftText(`${policy('a')}---\n${policy('b')}`, 'shop');
  expect(store.getState().draft.edits.map(({ text }) => text)).toEqual([policy('a'), policy('b')]);
  const mixed = `${policy('c')}---\n${NAMESPACE}`;
  await intents.draftText(mixed, 'shop');
  expect(store.getState().draft.edits.at(-1)?.text).toBe(mixed);
  await intents.draftText('not: [yaml', 'shop');
  expect(store.getState().draft.edits.at(-1)?.text).toBe('not: [yaml');
});
