import { describe, expect, it } from 'vitest';
import type { Edit } from '#draft';
import { createEngine, KUBERNETES } from '#engine';
import { answerDrafts } from './draft-answers.ts';
import { createDraftReader } from './draft-reader.ts';
import type { FromAnalyst } from './state/analyst-messages.ts';

const namespace = { name: 'shop', labels: {} };
const engine = createEngine({ namespaces: [namespace], pods: [], policies: [] }, KUBERNETES);
const surroundings = { services: [] };

const edits = (comment: string, name = 'deny'): readonly Edit[] => [
  {
    key: 'one',
    action: 'put',
    base: null,
    baseText: '',
    namespace: 'shop',
    text: `# ${comment}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: shop }
spec: { podSelector: {} }
`,
  },
];

/** What may wait is done when the test says so. */
function waiting() {
  const answers: FromAnalyst[] = [];
  let waits: (() => void) | undefined;
  const drafts = answerDrafts({
    answer: (message) => answers.push(message),
    sayFault: (error) => {
      throw error;
    },
    openReader: createDraftReader,
    later: (_, act) => {
      waits = act;
      return () => {
        waits = undefined;
      };
    },
    onRead: () => undefined,
    onReader: () => undefined,
  });
  const rest = () => {
    const act = waits;
    waits = undefined;
    act?.();
  };
  const read = (turn: number, draft: readonly Edit[]) => {
    drafts.take(turn, draft);
    drafts.read(engine, surroundings);
  };
  return { answers, read, rest };
}

describe('answers to a draft', () => {
  it('give the effect at once, and what stands at the lines when there is time', () => {
    const { answers, read, rest } = waiting();
    read(1, edits('a'));
    expect(answers).toMatchObject([{ type: 'draft effect', turn: 1, meaning: { outdated: false } }]);
    rest();
    expect(answers[1]).toMatchObject({ type: 'reading', reading: { turn: 1, edits: [{ key: 'one' }] } });
  });

  it('leave out the lines of a text that was typed on before there was time', () => {
    const { answers, read, rest } = waiting();
    read(1, edits('a'));
    read(2, edits('ab'));
    rest();
    expect(answers.map(({ type }) => type)).toEqual(['draft effect', 'draft effect', 'reading']);
    expect(answers[2]).toMatchObject({ reading: { turn: 2 } });
  });

  it('give the very same diff while the meaning stays, and another one when it changes', () => {
    const { answers, read, rest } = waiting();
    for (const [turn, draft] of [edits('a'), edits('ab'), edits('ab', 'other')].entries()) {
      read(turn + 1, draft);
      rest();
    }
    const diffs = answers.flatMap((answer) => (answer.type === 'reading' ? answer.reading.diff : []));
    expect(diffs).toHaveLength(3);
    expect(diffs[1]).toBe(diffs[0]);
    expect(diffs[2]).not.toBe(diffs[0]);
  });
});
