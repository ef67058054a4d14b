import { expect, test, vi } from 'vitest';
import { analysedWorkbench } from '../fixtures/analysed-workbench.ts';
import type { Workbench } from '../store.ts';

const id = (name: string) => `shop/${name}[Deployment]`;

async function isolation({ propose, store }: Workbench) {
  const workload = store.getState().reachability?.workloads[0]?.id ?? '';
  const answer = await propose({ of: 'recipes', scope: { of: 'workload', id: workload } });
  if (answer.of !== 'recipes') throw new Error('no recipes');
  return answer.recipes;
}

const turnRead = (workbench: Workbench) =>
  vi.waitFor(() => {
    const { turn, reading } = workbench.store.getState();
    expect(reading.turn).toBe(turn);
  });

test('a recipe comes with its effect, and the first takes nothing away', async () => {
  const [first] = await isolation(analysedWorkbench(['web', 'api']));
  expect(first?.effect).toMatchObject({ removed: 0, isolates: 1, allowed: 2 });
});

test('what is looked at is drawn and kept nowhere, and letting go leaves nothing behind', async () => {
  const workbench = analysedWorkbench(['web', 'api']);
  const { store, intents } = workbench;
  const recipes = await isolation(workbench);
  const cutting = recipes.find(({ effect }) => effect.removed > 0);
  const before = store.getState();
  await intents.previewPolicies(cutting?.recipe.policies ?? []);
  await turnRead(workbench);
  expect(store.getState().reading.diff?.removed.length).toBe(cutting?.effect.removed);
  expect(store.getState().draft).toBe(before.draft);
  await intents.previewPolicies([]);
  await turnRead(workbench);
  expect(store.getState()).toMatchObject({ preview: undefined, draft: before.draft });
  expect(store.getState().reading.diff).toBeUndefined();
});

test('what is taken is in the draft, and a second rule for the same pods goes into the same text', async () => {
  const workbench = analysedWorkbench(['web', 'api', 'db']);
  const { store, intents, propose } = workbench;
  const take = async (source: string) => {
    const answer = await propose({
      of: 'connection',
      wish: {
        source: { kind: 'workload', id: id(source) },
        destination: { kind: 'workload', id: id('db') },
        ports: [{ port: 5432 }],
      },
      choices: { keep: 'none' },
    });
    if (answer.of !== 'connection') throw new Error('no connection');
    // A look before taking must not count twice.
    await intents.previewPolicies(answer.proposal.policies);
    await turnRead(workbench);
    await intents.takePolicies(answer.proposal.policies);
    await turnRead(workbench);
  };
  await take('web');
  expect(store.getState().draft.edits).toHaveLength(1);
  const [first] = store.getState().draft.edits;
  await take('api');
  const [edit, ...more] = store.getState().draft.edits;
  expect(more).toEqual([]);
  expect(edit?.text.split('\n').filter((line) => !first?.text.split('\n').includes(line))).toEqual([
    '          app: api',
  ]);
});

test('what is proposed comes on top of the draft and not of what is looked at', async () => {
  const workbench = analysedWorkbench(['web', 'api']);
  const recipes = await isolation(workbench);
  const cutting = recipes.find(({ effect }) => effect.removed > 0);
  await workbench.intents.previewPolicies(cutting?.recipe.policies ?? []);
  await turnRead(workbench);
  expect((await isolation(workbench))[0]?.effect.allowed).toBe(2);
});

test('a policy that is begun while something is looked at begins from the cluster, and cuts nothing', async () => {
  const workbench = analysedWorkbench(['web', 'api']);
  const { intents, store } = workbench;
  const recipes = await isolation(workbench);
  for (const { recipe } of recipes) {
    await intents.previewPolicies(recipe.policies);
    await turnRead(workbench);
    intents.newPolicy('shop');
    await intents.previewPolicies([]);
    await turnRead(workbench);
    expect(store.getState().reading.diff?.removed ?? []).toEqual([]);
    for (const { key } of store.getState().draft.edits) intents.discard(key);
    await turnRead(workbench);
  }
});
