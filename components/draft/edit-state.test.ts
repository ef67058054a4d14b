import { describe, expect, test } from 'vitest';
import type { Edit } from '#draft';
import type { ClusterSnapshot, Health } from '#stream';
import { INITIAL_STATE, type WorkbenchState } from '#workbench';
import { baseStateOf, reviewHindrance, titleOf, wordOf } from './edit-state.ts';

const base = { uid: 'u', resourceVersion: '7' };
const edit: Edit = { key: 'a', action: 'put', baseId: 'lab/web', base, baseText: 'x', text: 'y', namespace: 'lab' };

function state(parts: {
  resourceVersion?: string;
  readOnly?: boolean;
  mayApply?: string[];
  edits?: Edit[];
  id?: string | null;
  code?: string;
}): WorkbenchState {
  const policies = parts.resourceVersion
    ? [{ metadata: { name: 'web', namespace: 'lab', uid: 'u', resourceVersion: parts.resourceVersion } }]
    : [];
  const cluster = {
    mode: 'demo',
    name: 'c',
    context: 'c',
    server: 's',
  };
  const session = { readOnly: parts.readOnly ?? false, mayApply: parts.mayApply ?? 'all', user: 'jane' } as const;
  const range = { start: 0, end: 0, line: 4, column: 1, endLine: 4, endColumn: 1 };
  const problems = [{ code: parts.code ?? 'yaml/x', severity: 'error' as const, message: 'm', range }];
  const document = { index: 0, range, problems, ...(parts.id !== null && { id: parts.id ?? 'lab/web' }) };
  return {
    ...INITIAL_STATE,
    link: { state: 'open' },
    snapshot: { cluster, policies } as unknown as ClusterSnapshot,
    session,
    draft: { edits: parts.edits ?? [edit] },
    reading: { turn: 1, outdated: false, edits: [{ key: 'a', hints: [], documents: [document] }] },
  };
}

test('an edit is named by its text as soon as that can be read, and by its policy before', () => {
  expect(titleOf(edit, undefined)).toEqual({ namespace: 'lab', name: 'web', more: 0 });
  expect(titleOf(edit, state({ id: 'shop/api' }).reading.edits[0])).toEqual({
    namespace: 'shop',
    name: 'api',
    more: 0,
  });
});

test('a new text that does not parse keeps the name on its line', () => {
  const broken = { ...edit, text: 'kind: NetworkPolicy\nmetadata:\n  namespace: shop\n  name: web-2\nspec: [\n' };
  const { baseId: _, ...fresh } = broken;
  expect(titleOf(fresh, undefined)).toEqual({ namespace: 'shop', name: 'web-2', more: 0 });
});

test('new, edited, deletes and unchanged', () => {
  const { baseId: _, ...fresh } = edit;
  const begun = { ...fresh, base: null };
  const words = [begun, edit, { ...edit, action: 'delete' as const }, { ...edit, text: 'x' }].map((each) =>
    wordOf(each, state({})),
  );
  expect(words).toEqual(['new', 'edited', 'deletes', 'unchanged']);
  // Pasted, and there is one of that name.
  expect(wordOf(begun, state({ resourceVersion: '7' }))).toBe('edited');
});

test('the version an edit began from is held against what is stored now', () => {
  expect(baseStateOf(edit, state({ resourceVersion: '7' }))).toBe('current');
  expect(baseStateOf(edit, state({ resourceVersion: '8' }))).toBe('changed');
  expect(baseStateOf(edit, state({}))).toBe('gone');
});

describe('a review is refused with a reason', () => {
  test.each([
    [state({ readOnly: true }), 'This studio was started read-only.'],
    [state({ edits: [] }), 'Nothing is changed yet.'],
    [state({ id: null }), 'web cannot be read: see line 4.'],
    [state({ code: 'policy/wrong-type' }), 'web has a value of the wrong type: see line 4.'],
    [state({ mayApply: ['shop'] }), 'jane may not write policies in lab.'],
    [state({ edits: [{ ...edit, text: ' \n' }] }), 'The text is empty.'],
    [
      { ...state({}), health: { kinds: { networkpolicies: { state: 'stale' } } } as unknown as Health },
      'The cluster does not answer: nothing is applied until it is live.',
    ],
    [
      { ...state({}), link: { state: 'lost' as const } },
      'Our own server does not answer; what is on screen may be old.',
    ],
  ])('%#', (given, reason) => expect(reviewHindrance(given)).toBe(reason));

  test('and allowed otherwise, also where our own reading finds a fault: the server has the last word', () => {
    expect(reviewHindrance(state({}))).toBeUndefined();
  });
});
