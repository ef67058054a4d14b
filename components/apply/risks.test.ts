import { describe, expect, test } from 'vitest';
import type { ReachabilityDiff } from '#engine';
import type { ClusterSnapshot, PreviewAnswer } from '#stream';
import { answerWords } from './answer-words.ts';
import { confirmations, risksOf } from './risks.ts';

const enforced = {
  otherPolicies: [],
  enforcement: { state: 'enforced', engine: 'unknown', because: 'b' },
} as unknown as ClusterSnapshot;

function diff(removed: number, cut: string[] = []): ReachabilityDiff {
  return {
    removed: Array.from({ length: removed }, () => ({})),
    isolation: [],
    dns: { cut, cutOverTcp: [], restored: [] },
  } as unknown as ReachabilityDiff;
}

const UNTOLD = { kind: 'unknown', text: 'What would change in the cluster is not known.' };

const preview: PreviewAnswer = { writes: [{ id: 'lab/web', outcome: 'create', warnings: [] }] };

describe('risks', () => {
  test('the gravest come first', () => {
    const kinds = risksOf(preview, diff(3, ['lab/web[Deployment]']), enforced).map((risk) => risk.kind);
    expect(kinds).toEqual(['warning', 'unknown', 'sound']);
  });

  test('a policy that a tool keeps is named with the tool', () => {
    const metadata = { name: 'web', namespace: 'lab', annotations: { 'argocd.argoproj.io/tracking-id': 'x' } };
    const writes = [{ id: 'lab/web', outcome: 'change' as const, before: { metadata }, warnings: [] }];
    expect(risksOf({ writes }, undefined, enforced)).toEqual([
      { kind: 'warning', text: 'lab/web is managed by Argo CD, which may undo this.' },
      UNTOLD,
    ]);
  });

  test('unknown enforcement is unknown, not a no', () => {
    const unknown = {
      otherPolicies: [],
      enforcement: { state: 'unknown', engine: 'unknown', because: 'No plugin was recognised.' },
    } as unknown as ClusterSnapshot;
    expect(risksOf(preview, undefined, unknown)[0]).toEqual({
      kind: 'unknown',
      text: 'Cannot tell whether policies are enforced. No plugin was recognised.',
    });
  });

  test("the server's own warnings are shown", () => {
    const writes = [{ id: 'lab/web', outcome: 'create' as const, warnings: ['spec.x: odd'] }];
    expect(risksOf({ writes }, undefined, enforced)[0]?.text).toBe('The server warns: spec.x: odd');
  });
});

describe('a typed confirmation', () => {
  const typed = (...given: Parameters<typeof confirmations>) => confirmations(...given).map(({ type }) => type);
  test('is not asked for a small change', () => expect(typed(preview, {}, diff(20))).toEqual([]));
  test('is asked where nobody can say what changes', () => {
    expect(typed(preview, {}, undefined)).toEqual(['unknown effect']);
  });
  test('is asked when many connections go', () => expect(typed(preview, {}, diff(21))).toEqual(['21']));
  test('is asked when DNS is cut', () => {
    expect(typed(preview, {}, diff(1, ['lab/web[Deployment]']))).toEqual(['cut DNS']);
  });
  test('is asked for each of: taking over, sending untried, leaving no record', () => {
    const writes = [{ id: 'lab/web', outcome: 'create' as const, notTried: 'no dry run', warnings: [] }];
    expect(typed({ writes, unrecorded: 'disk full' }, { force: true }, diff(0))).toEqual([
      'take over',
      'untried',
      'unrecorded',
    ]);
  });
});

test('what the server keeps, could not try or cannot record is a risk', () => {
  const kept = [{ field: 'spec.egress', managers: ['argocd'] }];
  const writes = [{ id: 'lab/web', outcome: 'change' as const, kept, notTried: 'no dry run', warnings: [] }];
  expect(risksOf({ writes, unrecorded: 'Disk full.' }, undefined, enforced)).toEqual([
    { kind: 'warning', text: 'lab/web keeps spec.egress: the effect is that of the draft without.' },
    { kind: 'warning', text: 'Disk full.' },
    UNTOLD,
    { kind: 'unknown', text: 'What would be stored of lab/web is unknown: no dry run.' },
  ]);
});

test('a part that failed is said beside the parts that were applied', () => {
  const refusal = { status: 409, reason: 'Conflict', message: 'changed', kind: 'changed' as const, causes: [] };
  const writes = [
    { id: 'lab/a', outcome: 'created' as const, warnings: [] },
    { id: 'lab/b', outcome: 'refused' as const, warnings: [], refusal },
    { id: 'lab/c', outcome: 'skipped' as const, warnings: [] },
  ];
  expect(answerWords({ applyId: '1', writes }, false)).toEqual({
    title: 'Applied 1 policy.',
    detail: 'lab/b: changed 1 not tried after that.',
    isRefused: false,
    isAlarm: false,
  });
});

test('what cannot be taken back is a risk, and a cluster that cannot be told is named by hand', () => {
  const closed = { state: 'closed' as const, why: 'you may not delete.' };
  const unknown = { state: 'unknown' as const, why: 'nobody answers.' };
  const writes = [
    { id: 'lab/a', outcome: 'create' as const, warnings: [], wayBack: closed },
    { id: 'lab/b', outcome: 'create' as const, warnings: [], wayBack: unknown },
  ];
  expect(risksOf({ writes }, undefined, enforced)).toEqual([
    { kind: 'warning', text: 'lab/a cannot be taken back: you may not delete.' },
    UNTOLD,
    { kind: 'unknown', text: 'Whether lab/b can be taken back is unknown: nobody answers.' },
  ]);
  expect(confirmations({ writes, unprovenCluster: 'prod' }, {}, diff(0)).map(({ type }) => type)).toEqual(['prod']);
});

test('an effect is of network policies alone where others may decide otherwise', () => {
  const otherPolicies = [{ group: 'cilium.io', kind: 'CiliumNetworkPolicy', namespace: 'lab', name: 'l7' }];
  expect(risksOf(preview, undefined, { ...enforced, otherPolicies })).toContainEqual({
    kind: 'unknown',
    text: expect.stringContaining('1 CiliumNetworkPolicy of cilium.io may decide otherwise'),
  });
});
