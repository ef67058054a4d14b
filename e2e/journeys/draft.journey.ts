import type { Visitor } from '../../harness/browsers/visitor.ts';
import { expect, test } from './test.ts';

/** In one line, for the editor indents what follows a line break by itself. */
const spec = '{podSelector: {}, policyTypes: [Egress]}';
const DENY_UI = `{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny-ui, namespace: ui}, spec: ${spec}}`;

async function typeDraft(visitor: Visitor, text: string): Promise<void> {
  await visitor.click('button', /^New draft/);
  await visitor.click('button', /^Blank policy/);
  await visitor.reads('.monaco-editor .view-lines', /apiVersion/);
  await visitor.clickOn('.monaco-editor .view-lines');
  await visitor.remote.press('Control+a');
  await visitor.remote.press('Delete');
  await visitor.keeps('');
  await visitor.remote.type(text);
  await visitor.keeps(text);
}

test('a typed draft shows its effect in words and on the map, and outlasts a reload', async ({ visitor, kube }) => {
  await typeDraft(visitor, DENY_UI);
  await visitor.reads('aside', /Removes 9 of 90/);
  await visitor.showsRemoved(9);
  await visitor.remote.reload();
  await visitor.reads('aside', /Removes 9 of 90/);
  await visitor.showsRemoved(9);
  await visitor.keeps(DENY_UI);
  await expect(kube.getPolicy('ui', 'deny-ui')).rejects.toThrow('404');
});

test('a draft is reviewed, applied and undone', async ({ visitor, kube }) => {
  await typeDraft(visitor, DENY_UI);
  await visitor.click('button', /^Review and apply 1/);
  await visitor.reads('dialog', /Dry run passed/);
  await confirm(visitor);
  await visitor.click('button', /^Apply 1 change/);
  await visitor.reads('body', /Applied 1 policy\./);
  await visitor.showsAllowed(81);
  expect(await kube.getPolicy('ui', 'deny-ui')).toBeDefined();
  await visitor.click('button', /Undo now/);
  await visitor.showsAllowed(90);
  await expect(kube.getPolicy('ui', 'deny-ui')).rejects.toThrow('404');
});

/** Where an apply cuts much, a word has to be typed first. */
async function confirm(visitor: Visitor): Promise<void> {
  const said = await visitor.remote.evaluate<string>(`document.querySelector('dialog[open]')?.textContent`);
  const word = /Type “(.+?)” to confirm/.exec(said)?.[1];
  if (word === undefined) return;
  await visitor.click('textbox', /to confirm\.$/);
  await visitor.remote.type(word);
}

test('what the text of a draft holds is text, whatever it looks like', async ({ visitor }) => {
  const hostile = `<img src=x onerror="window.harmed = true"><script>window.harmed = true</script>`;
  await typeDraft(visitor, DENY_UI);
  await visitor.remote.press('Home');
  await visitor.remote.type(`# ${hostile} `);
  await visitor.reads('.monaco-editor .view-lines', /<img\s+src=x\s+onerror/);
  await visitor.remote.reload();
  await visitor.reads('.monaco-editor .view-lines', /<img\s+src=x\s+onerror/);
  expect(await visitor.remote.evaluate<boolean>('window.harmed === true')).toBe(false);
  expect(await visitor.remote.evaluate<number>(`document.querySelectorAll('img[src=x]').length`)).toBe(0);
});
