import { describe, expect, test } from 'vitest';
import { RandomCluster, seeded } from '../../engine/naive/random-cluster.ts';
import { writtenByHand } from '../fixtures/written-by-hand.ts';
import { sameValue } from '../patch/patch-op.ts';
import { applyTextEdits } from '../text/apply-edits.ts';
import { readYaml } from '../yaml/read-yaml.ts';
import { editByAct } from './edit-by-act.ts';
import type { FormAct } from './form-act.ts';
import { applyAct } from './naive/apply-act.ts';
import { RandomActs } from './naive/random-acts.ts';
import { readForm } from './read-form.ts';

const CASES = Math.max(600, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.03));
const FIRST = Number(process.env.NETPOL_SEED ?? 1);

const startOf = (text: string) => readYaml(text).documents[0]?.range[0] ?? 0;
const read = (text: string) => readYaml(text).documents[0]?.toJS() as object;
const commentsOf = (text: string) => [...text.matchAll(/# (?:above|beside|head) \d+/g)].map(([comment]) => comment);

interface Case {
  readonly seed: number;
  readonly text: string;
  readonly act: FormAct;
  /** Undefined where the act has no place in that policy. */
  readonly wanted: object | undefined;
  readonly after: string | undefined;
}

function forEachAct(judge: (one: Case) => string | undefined): void {
  for (let seed = FIRST; seed < FIRST + CASES; seed++) {
    const { metadata, spec } = new RandomCluster(seed).policy('shop');
    const policy = JSON.parse(JSON.stringify({ kind: 'NetworkPolicy', metadata, spec }));
    const text = writtenByHand(policy, seeded(seed));
    const act = new RandomActs(seeded(seed * 7)).of(policy);
    const edits = editByAct(text, startOf(text), act);
    const after = edits && applyTextEdits(text, edits);
    const broken = judge({ seed, text, act, wanted: applyAct(policy, act), after });
    if (broken !== undefined) throw new Error(`seed ${seed}: ${JSON.stringify(act)}: ${broken}\n${text}\n=>\n${after}`);
  }
}

describe('an act', () => {
  test('makes of the text what it makes of the plain policy, in whatever manner it is written', () => {
    const done = new Map<string, number>();
    forEachAct(({ act, wanted, after }) => {
      if (wanted === undefined) return after === undefined ? undefined : 'it has no place and was done';
      if (after === undefined) return 'it could not be written';
      done.set(act.act, (done.get(act.act) ?? 0) + 1);
      return sameValue(read(after), wanted) ? undefined : `it ought to say ${JSON.stringify(wanted)}`;
    });
    expect([...done].filter(([, count]) => count > 0)).toHaveLength(20);
  });

  test('keeps every comment but those of what it takes out', () => {
    forEachAct(({ act, text, after }) => {
      // A peer in braces, or with its pods first, is parted by writing them anew: see below for the others.
      const takesOut = /^(remove|replace|open|set|admit|part)/.test(act.act);
      if (after === undefined || takesOut) return undefined;
      return commentsOf(text).every((comment) => after.includes(comment)) ? undefined : 'a comment is gone';
    });
  });

  test('is one edit, and its reverse gives back the same bytes', () => {
    forEachAct(({ text, act, after }) => {
      const edits = editByAct(text, startOf(text), act) ?? [];
      if (edits.length > 1) return `${edits.length} edits`;
      const [edit] = edits;
      if (!edit || after === undefined) return undefined;
      const reverse = { start: edit.start, end: edit.start + edit.text.length, text: text.slice(edit.start, edit.end) };
      return applyTextEdits(after, [reverse]) === text ? undefined : 'it does not go back';
    });
  });

  test('opens nothing by the way: only `open` ends an isolation, only `isolate` and a first rule begin one', () => {
    forEachAct(({ text, act, after }) => {
      if (after === undefined) return undefined;
      const [before, now] = [readForm(text, startOf(text)), readForm(after, startOf(after))];
      if (!before || !now) return 'there is no form of it';
      for (const direction of ['ingress', 'egress'] as const) {
        if (before[direction].isolates && !now[direction].isolates && act.act !== 'open') return `${direction} is open`;
        const begins = !before[direction].isolates && now[direction].isolates;
        if (begins && act.act !== 'isolate' && act.act !== 'add-rule') return `${direction} is isolated`;
      }
      return undefined;
    });
  });
});

describe('an act that a text does not allow', () => {
  const text = `kind: NetworkPolicy
metadata: {name: p}
spec:
  podSelector: &us
    matchLabels: {app: web}
  ingress:
  - from:
    - podSelector: *us
`;
  test('is left to the keyboard: what is written by reference stands in two places', () => {
    const requirement = { key: 'a', operator: '=', values: ['b'] } as const;
    expect(editByAct(text, 0, { act: 'add-requirement', at: 'subject', requirement })).toBeUndefined();
    const at = { direction: 'ingress', rule: 0, peer: 0, of: 'pods' } as const;
    expect(editByAct(text, 0, { act: 'add-requirement', at, requirement })).toBeUndefined();
  });

  test('while what stands beside it can be changed', () => {
    const entry = { ipBlock: { cidr: '10.0.0.0/8' } };
    const edits = editByAct(text, 0, { act: 'add-peer', direction: 'ingress', rule: 0, entry });
    expect(applyTextEdits(text, edits ?? [])).toBe(`${text}    - ipBlock:\n        cidr: 10.0.0.0/8\n`);
  });

  test('and of a text that does not parse there is none', () => {
    expect(editByAct('spec: [', 0, { act: 'write-types' })).toBeUndefined();
  });
});

test('a peer is parted by a dash alone', () => {
  const text = `kind: NetworkPolicy
spec:
  ingress:
  - from:
    - namespaceSelector: {} # any
      # the till
      podSelector: # ours
        matchLabels: {app: till}
    - ipBlock: {cidr: 10.0.0.0/8}
`;
  const edits = editByAct(text, 0, { act: 'part-peer', direction: 'ingress', rule: 0, peer: 0 });
  expect(applyTextEdits(text, edits ?? [])).toBe(text.replace('  podSelector: # ours', '- podSelector: # ours'));
});
