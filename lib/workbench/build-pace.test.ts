import { expect, test } from 'vitest';
import { createAnalyst } from './analyst.ts';
import { buildPace } from './build-pace.ts';
import { createDraftReader } from './draft-reader.ts';
import { fakeCluster } from './fixtures/fake-cluster.ts';
import type { FromAnalyst } from './state/analyst-messages.ts';

/** What was put behind the messages, run by hand. */
function queue() {
  const acts: (() => void)[] = [];
  return {
    behind: (act: () => void) => void acts.push(act),
    get waiting() {
      return acts.length;
    },
    run: () => {
      for (const act of acts.splice(0)) act();
    },
  };
}

test('what is asked for while messages wait is built once', () => {
  const { behind, run } = queue();
  const pace = buildPace(behind);
  const built: number[] = [];
  for (const turn of [1, 2, 3]) pace.ask(() => void built.push(turn));
  run();
  expect(built).toEqual([3]);
});

test('the next build waits until the answer before it is painted, and nothing queues up meanwhile', () => {
  const { behind, run, waiting } = queue();
  const pace = buildPace(behind);
  const built: number[] = [];
  const build = (turn: number) => () => {
    built.push(turn);
    pace.answered();
  };
  pace.ask(build(1));
  run();
  for (const turn of [2, 3, 4]) pace.ask(build(turn));
  run();
  expect(built).toEqual([1]);
  expect(waiting).toBe(0);
  pace.painted();
  run();
  expect(built).toEqual([1, 4]);
  pace.painted();
  run();
  expect(built).toEqual([1, 4]);
});

test('changes that came while the page painted are in one reachability, of the newest revision', () => {
  const { behind, run } = queue();
  const pace = buildPace(behind);
  const answers: FromAnalyst[] = [];
  const answer = (message: FromAnalyst) => {
    if (message.type === 'reachability') pace.answered();
    answers.push(message);
  };
  const analyst = createAnalyst(answer, createDraftReader, () => () => undefined, pace);
  analyst.handle({ type: 'snapshot', snapshot: fakeCluster('lab', []).snapshot('one', 1) });
  run();
  for (const revision of [2, 3, 4]) {
    const set = [{ name: `n${revision}`, labels: {} }];
    analyst.handle({
      type: 'change',
      change: { type: 'change', epoch: 'one', revision, namespaces: { set, gone: [] } },
    });
    run();
  }
  const revisions = () => answers.flatMap((one) => (one.type === 'reachability' ? [one.revision] : []));
  expect(revisions()).toEqual([1]);
  pace.painted();
  run();
  expect(revisions()).toEqual([1, 4]);
});
