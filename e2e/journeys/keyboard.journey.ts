import { expect, test } from './test.ts';

test('a finding is found and its fix drafted by keyboard alone', async ({ visitor }) => {
  const { remote } = visitor;
  await remote.press('g');
  await remote.press('f');
  await visitor.isAt(/^\/findings/);
  await visitor.sees('button', /^Draft: admit carts only/);
  await visitor.tabTo(/^Draft: admit carts only/);
  await remote.press('Enter');
  await visitor.isAt(/^\/map/);
  await visitor.reads('aside', /Removes 8 of 90 allowed connections/);
});

test('a workload is opened, drafted for and reviewed by keyboard alone', async ({ visitor }) => {
  const { remote } = visitor;
  await remote.press('?');
  await visitor.sees('dialog', /^Keys$/);
  await remote.press('Escape');
  await visitor.misses('dialog', /^Keys$/);
  await visitor.tabTo(/^Map of who/);
  await remote.press('ArrowRight');
  await remote.press('Enter');
  await visitor.isAt(/select=workload/);
  await remote.press('Escape');
  await visitor.isAt(/^\/map$/);
  await remote.press('n');
  await visitor.reads('.monaco-editor .view-lines', /apiVersion/);
  await remote.press('Control+Home');
  await remote.type('# Nobody but ours.');
  await remote.press('Enter');
  await visitor.reads('.monaco-editor .view-lines', /Nobody but ours/);
  await expect.poll(() => isEnabled(visitor)).toBe(true);
  await remote.press('Control+Enter');
  await visitor.reads('dialog', /What the server would store/);
  await remote.press('Escape');
  await visitor.misses('dialog', /./);
});

function isEnabled({ remote }: { remote: { evaluate<T>(expression: string): Promise<T> } }): Promise<boolean> {
  return remote.evaluate(
    `[...document.querySelectorAll('button')].some((button) =>
      /Review and apply 1/.test(button.textContent) && !button.disabled)`,
  );
}
