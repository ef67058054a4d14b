import { describe, expect, it } from 'vitest';
import { tell } from '#findings';
import type { ClusterSnapshot, Health, HistoryEntry, PolicyWrite, PreviewRequest } from '#stream';
import { EMPTY_LISTS, STATE_KINDS } from '#stream';
import { createAnalyst } from './analyst.ts';
import { createDraftReader } from './draft-reader.ts';
import type { Later } from './findings-watch.ts';
import { memoryStorage } from './fixtures/memory-storage.ts';
import { throughWire } from './fixtures/through-wire.ts';
import type { ToAnalyst } from './state/analyst-messages.ts';
import type { Ports } from './state/ports.ts';
import { createWorkbench, type Workbench } from './store.ts';

const health: Health = {
  kinds: Object.fromEntries(
    STATE_KINDS.map((kind) => [kind, { state: 'live', ageMs: 0, count: 1 }]),
  ) as unknown as Health['kinds'],
};

const denyAll = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'shop', uid: 'u1', resourceVersion: '7' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
} as const;

function pod(name: string) {
  return {
    namespace: 'shop',
    name: `${name}-1`,
    uid: name,
    labels: { app: name },
    ips: [],
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: [{ port: 80, protocol: 'TCP' }],
    workload: { kind: 'Deployment', name },
  } as const;
}

function snapshot(over: Partial<ClusterSnapshot> = {}): ClusterSnapshot {
  return {
    epoch: 'one',
    revision: 1,
    ...EMPTY_LISTS,
    cluster: {
      mode: 'demo',
      name: 'lab',
      context: 'lab',
      server: 'https://127.0.0.1',
      tls: 'verified',
    },
    namespaces: [{ name: 'shop', labels: { 'kubernetes.io/metadata.name': 'shop' } }],
    pods: [pod('web'), pod('db')],
    policies: [],
    enforcement: { state: 'unknown', engine: 'unknown', because: 'test' },
    ...over,
  };
}

type Gate = (message: ToAnalyst, pass: (message: ToAnalyst) => void) => void;

interface Bench extends Workbench {
  /** Hands the analyst a message that was held back. */
  release(message: ToAnalyst): void;
  stored: Map<string, string>;
  requests: PreviewRequest[];
  refuseUndo(message: string): void;
  history: HistoryEntry[];
}

/** What may wait is done at once. */
const atOnce: Later = (_, act) => {
  act();
  return () => undefined;
};

/** A workbench with the real analyst behind it, called directly. */
function bench(stored = new Map<string, string>(), gate: Gate = (message, pass) => pass(message)): Bench {
  const requests: PreviewRequest[] = [];
  let turn = 0;
  // Two benches on one storage are two pages: their keys are apart.
  let keys = stored.size * 1000;
  let refusal: string | undefined;
  const history: HistoryEntry[] = [];
  const ports: Ports = {
    postToAnalyst: (message: ToAnalyst) => gate(message, (passed) => analyst.handle(passed)),
    writes: {
      preview: async (request) => {
        requests.push(request);
        return { previewId: 'p1', writes: request.writes.map(({ id }) => ({ id, outcome: 'create', warnings: [] })) };
      },
      apply: async () => ({
        applyId: 'a1',
        writes: [{ id: 'shop/deny', outcome: 'created', resourceVersion: '7', warnings: [] }],
      }),
      undo: async () => {
        if (refusal !== undefined) throw new Error(refusal);
        return { applyId: 'a2', writes: [{ id: 'shop/deny', outcome: 'deleted', warnings: [] }] };
      },
      keep: async () => undefined,
      history: async () => history,
      retry: async () => undefined,
    },
    storage: memoryStorage(stored),
    now: () => 0,
    wallClock: () => 0,
    after: () => () => undefined,
    newKey: () => `key-${++keys}`,
    nextTurn: () => ++turn,
  };
  const workbench = createWorkbench(ports);
  const analyst = createAnalyst(throughWire(workbench.receiveAnalyst), createDraftReader, atOnce);
  const refuseUndo = (message: string) => {
    refusal = message;
  };
  return { ...workbench, stored, requests, release: (message) => analyst.handle(message), refuseUndo, history };
}

const draftText = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: deny
  namespace: shop
spec:
  podSelector: {}
`;

function withDraft(workbench: Bench, text = draftText): string {
  workbench.intents.newPolicy('shop');
  const key = workbench.store.getState().draft.current ?? '';
  workbench.intents.edit(key, text);
  return key;
}

describe('the workbench', () => {
  it('shows reachability once the snapshot came', () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    expect(workbench.store.getState().reachability?.totals).toMatchObject({ pairs: 2, allowed: 2, open: 2 });
  });

  it('asks for a fresh snapshot when a change does not follow what is known', () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    expect(workbench.receiveStream({ type: 'change', epoch: 'one', revision: 3 })).toBe('gap');
    expect(workbench.receiveStream({ type: 'change', epoch: 'two', revision: 2 })).toBe('gap');
  });

  it('gives the effect of a draft from the draft', () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    withDraft(workbench);
    const { reading } = workbench.store.getState();
    expect(reading.outdated).toBe(false);
    expect(reading.diff?.removed).toHaveLength(2);
    expect(reading.effect?.sentence).toContain('Removes 2 of 2');
  });

  it('keeps the last good meaning on the map while the text is broken, and says so', () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    const key = withDraft(workbench);
    workbench.intents.edit(key, `${draftText}  ingress: [`);
    const { reading } = workbench.store.getState();
    expect(reading.outdated).toBe(true);
    expect(reading.diff?.removed).toHaveLength(2);
    expect(reading.edits[0]?.documents.flatMap((document) => document.problems)).not.toHaveLength(0);
  });

  it('brings a draft back after a reload', () => {
    const before = bench();
    before.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    withDraft(before);
    const after = bench(before.stored);
    after.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    expect(after.store.getState().draft).toEqual(before.store.getState().draft);
    expect(after.store.getState().reading.diff?.removed).toHaveLength(2);
  });

  it('keeps a draft in the background for whoever came by a link to something else', () => {
    const before = bench();
    before.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    withDraft(before);
    const after = bench(before.stored);
    after.intents.select({ type: 'workload', id: 'shop/db[Deployment]' });
    after.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    expect(after.store.getState()).toMatchObject({ draftOpen: false, draft: { edits: [{ text: draftText }] } });
  });

  it('opens no draft where there is none, whatever the address says', () => {
    const workbench = bench();
    workbench.intents.openDraft();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    expect(workbench.store.getState().draftOpen).toBe(false);
  });

  it('sends the draft with the version its author saw', async () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot({ policies: [denyAll] }), health });
    await workbench.intents.openPolicy('shop/deny');
    const key = workbench.store.getState().draft.current ?? '';
    workbench.intents.edit(key, draftText.replace('podSelector: {}', 'podSelector: {matchLabels: {app: db}}'));
    workbench.receiveStream({
      type: 'change',
      epoch: 'one',
      revision: 2,
      policies: { set: [{ ...denyAll, metadata: { ...denyAll.metadata, resourceVersion: '8' } }], gone: [] },
    });
    await workbench.intents.review();
    const [write] = workbench.requests[0]?.writes ?? [];
    expect(write).toMatchObject({ action: 'put', id: 'shop/deny', base: { uid: 'u1', resourceVersion: '7' } });
  });

  it('sends unknown fields along: refusing them is for the server', async () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    withDraft(workbench, `${draftText}  podSelecter: {}\n`);
    await workbench.intents.review();
    const write = workbench.requests[0]?.writes[0] as Extract<PolicyWrite, { action: 'put' }> | undefined;
    expect(write?.object ?? {}).toHaveProperty('spec.podSelecter');
  });

  it('reviews texts as they stand: it waits until they are read, and never leaves one out', async () => {
    let hold = false;
    const held: ToAnalyst[] = [];
    const workbench = bench(new Map(), (message, pass) => (hold ? void held.push(message) : pass(message)));
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    const key = withDraft(workbench);
    hold = true;
    workbench.intents.edit(key, draftText.replace('{}', '{matchLabels: {app: db}}'));
    const review = workbench.intents.review();
    await Promise.resolve();
    expect(workbench.requests).toHaveLength(0);
    hold = false;
    for (const message of held) workbench.release(message);
    await review;
    expect(workbench.store.getState().apply.stage).toBe('review');
    expect(workbench.store.getState().reading.diff?.removed).toHaveLength(1);
    workbench.intents.closeReview();
    workbench.intents.edit(key, `${draftText}  ingress: [`);
    await workbench.intents.review();
    expect(workbench.store.getState().apply.stage).toBe('idle');
    expect(workbench.requests).toHaveLength(1);
  });

  it('keeps what the person chose while a review is open, and forgets it with the review', async () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot({ policies: [denyAll] }), health });
    await workbench.intents.openPolicy('shop/deny');
    const key = workbench.store.getState().draft.current ?? '';
    workbench.intents.edit(key, draftText.replace('podSelector: {}', 'podSelector: {matchLabels: {app: db}}'));
    await workbench.intents.review();
    await workbench.intents.review({ exactly: true });
    await workbench.intents.review({ force: true });
    workbench.intents.closeReview();
    await workbench.intents.review();
    const asked = workbench.requests.map(({ force, writes }) => [force, 'exactly' in (writes[0] ?? {})]);
    expect(asked).toEqual([
      [undefined, false],
      [undefined, true],
      [true, true],
      [undefined, false],
    ]);
  });

  it('lets go of an applied draft only when the watch shows it', async () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    withDraft(workbench);
    await workbench.intents.review();
    await workbench.intents.apply();
    expect(workbench.store.getState().draft.edits).toHaveLength(1);
    workbench.receiveStream({
      type: 'change',
      epoch: 'one',
      revision: 2,
      policies: { set: [denyAll], gone: [] },
    });
    expect(workbench.store.getState().draft.edits).toHaveLength(0);
    expect(workbench.store.getState().reachability?.totals.denied).toBe(2);
    expect(workbench.store.getState().bin).toMatchObject([{ because: 'applied', edit: { text: draftText } }]);
  });

  it('takes up the countdown of an apply that the page before this one left', async () => {
    const workbench = bench();
    const writes = [{ id: 'shop/deny', outcome: 'created', warnings: [] }] as const;
    const entry = { id: 'a9', time: '', action: 'apply', cluster: { name: 'c' }, writes, undoable: true } as const;
    workbench.history.push({ ...entry, undoesInSeconds: 40 });
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    await Promise.resolve();
    await Promise.resolve();
    expect(workbench.store.getState().apply).toMatchObject({
      stage: 'applied',
      answer: { applyId: 'a9', undoesInSeconds: 40 },
    });
  });

  it('brings the texts back as a draft when an apply is undone', async () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    withDraft(workbench);
    const { edits } = workbench.store.getState().draft;
    await workbench.intents.review();
    await workbench.intents.apply();
    workbench.receiveStream({ type: 'change', epoch: 'one', revision: 2, policies: { set: [denyAll], gone: [] } });
    await workbench.intents.undo();
    expect(workbench.store.getState().draft.edits).toEqual(edits);
    expect(workbench.store.getState().apply.stage).toBe('undone');
  });

  it('offers the smallest policy for what is denied, with all that it adds, and drafts it', async () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot({ policies: [denyAll] }), health });
    workbench.intents.select({ type: 'edge', source: 'shop/web[Deployment]', destination: 'shop/db[Deployment]' });
    const { pairFix } = workbench.store.getState();
    expect(pairFix).toMatchObject({ removed: 0, widened: 0, added: [{ source: 'shop/web[Deployment]' }] });
    await workbench.intents.draftPolicies(pairFix?.policies ?? []);
    expect(workbench.store.getState().reading.diff?.added).toHaveLength(1);
    workbench.intents.select({ type: 'edge', source: 'shop/db[Deployment]', destination: 'shop/nowhere[Deployment]' });
    expect(workbench.store.getState().pairFix).toBeUndefined();
  });

  it('finds what is wrong once the cluster is known, with all that each fix would change', () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    const { list, impacts } = workbench.store.getState().findings ?? { list: [], impacts: {} };
    expect(list.map((finding) => tell(finding).title)).toEqual(['db:80 is open to 1 workload', 'web has no policy']);
    // Both are of one namespace: to admit it alone takes nothing.
    expect(Object.values(impacts)).toEqual([
      { removed: 0, removedByRule: 0, added: 0, changed: 0, dnsCut: 0 },
      { removed: 0, removedByRule: 0, added: 0, changed: 0, dnsCut: 0 },
    ]);
  });

  it('drafts a fix as an edit of the stored policy, and never over what someone typed', async () => {
    const ignored = { ...denyAll, spec: { podSelector: {}, policyTypes: ['Egress'], ingress: [{}] } };
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot({ policies: [ignored] }), health });
    const fix = workbench.store.getState().findings?.list[0]?.fixes[0]?.policy;
    if (!fix) throw new Error('no fix was offered');
    await workbench.intents.draftFix(fix);
    const [edit] = workbench.store.getState().draft.edits;
    expect(edit).toMatchObject({ baseId: 'shop/deny', base: { resourceVersion: '7' } });
    expect(edit?.text).toContain('- Ingress');
    workbench.intents.edit(edit?.key ?? '', draftText);
    await workbench.intents.draftFix(fix);
    expect(workbench.store.getState().draft.edits).toMatchObject([{ text: draftText }]);
  });

  it('reads history, takes an entry back, and says why where that is refused', async () => {
    const workbench = bench();
    await workbench.intents.readHistory();
    expect(workbench.store.getState().history).toEqual({ state: 'read', entries: [] });
    await workbench.intents.undoEntry('a1');
    expect(workbench.store.getState().history).toEqual({ state: 'read', entries: [] });
    workbench.refuseUndo('It changed since.');
    await workbench.intents.undoEntry('a1');
    expect(workbench.store.getState().history.refused).toEqual({ id: 'a1', message: 'It changed since.' });
  });

  it('answers the selection again when the cluster changes', () => {
    const workbench = bench();
    workbench.receiveStream({ type: 'snapshot', snapshot: snapshot(), health });
    workbench.intents.select({ type: 'workload', id: 'shop/db[Deployment]' });
    expect(workbench.store.getState().peers?.value.ingress[0]?.verdict).toBe('allowed');
    workbench.receiveStream({ type: 'change', epoch: 'one', revision: 2, policies: { set: [denyAll], gone: [] } });
    expect(workbench.store.getState().peers?.value.ingress[0]?.verdict).toBe('denied');
  });
});
