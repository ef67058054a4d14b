/**
 * Asks the server what it says of the draft, by itself, once the typing paused. It is a question and no more: a review
 * makes a preview of its own, and nothing here ever stands in the way of a key.
 */

import type { StoreApi } from 'zustand/vanilla';
import type { Edit } from '#draft';
import type { PolicyId } from '#engine';
import type { PolicyDocument } from '#manifest';
import type { PreviewAnswer } from '#stream';
import { loadManifest } from './drafts/load-manifest.ts';
import { changedEdits, isReadable, storedVersion, writesOf, writtenTwice } from './drafts/writes.ts';
import { refusalRows } from './refusal-rows.ts';
import type { Ports } from './state/ports.ts';
import type { DryRun, RefusedPart, WorkbenchState } from './state/state.ts';

const PAUSE_MS = 600;

/** What an answer is of: the texts, and the stored versions of the policies they are about. */
interface Question {
  readonly edits: readonly Edit[];
  readonly versions: string;
}

export function followDraft(store: StoreApi<WorkbenchState>, ports: Ports): void {
  let wanted: Question | undefined;
  let cancel: (() => void) | undefined;
  let isAsking = false;

  const look = () => {
    const question = questionOf(store.getState());
    if (isSame(question, wanted)) return;
    wanted = question;
    cancel?.();
    cancel = question && ports.after(PAUSE_MS, ask);
    if (store.getState().dryRun) store.setState({ dryRun: undefined });
  };
  const ask = async () => {
    cancel = undefined;
    const question = wanted;
    if (!question || isAsking) return;
    isAsking = true;
    store.setState({ dryRun: { state: 'asking' } });
    const dryRun = await answerTo(question, store.getState(), ports);
    isAsking = false;
    if (question === wanted) store.setState({ dryRun });
    // What came up meanwhile waited for this answer: one question at a time.
    else if (wanted && !cancel) cancel = ports.after(0, ask);
  };
  store.subscribe(look);
}

function questionOf(state: WorkbenchState): Question | undefined {
  const { snapshot, session, health, link, draft, draftOpen, reading, apply } = state;
  if (!snapshot || !session || session.readOnly || !draftOpen || link.state !== 'open') return undefined;
  if (!health || !['live', 'polling'].includes(health.kinds.networkpolicies.state)) return undefined;
  if (!['idle', 'applied', 'undone', 'failed'].includes(apply.stage)) return undefined;
  if (changedEdits(draft.edits).length === 0 || !isReadable(state)) return undefined;
  const documents = reading.edits.flatMap((edit) => edit.documents);
  if (documents.some(({ problems }) => problems.some(({ severity }) => severity === 'error'))) return undefined;
  const ids = [...draft.edits.flatMap(({ baseId }) => baseId ?? []), ...documents.flatMap(({ id }) => id ?? [])];
  const versions = ids.map((id) => storedVersion(snapshot, id)?.resourceVersion ?? '').join();
  return { edits: draft.edits, versions };
}

function isSame(one: Question | undefined, other: Question | undefined): boolean {
  return one?.edits === other?.edits && one?.versions === other?.versions;
}

async function answerTo({ edits }: Question, { snapshot }: WorkbenchState, ports: Ports): Promise<DryRun> {
  if (!snapshot) return { state: 'failed', message: 'No cluster is read yet.' };
  try {
    const writes = await writesOf(edits, snapshot);
    const twice = writtenTwice(writes);
    if (twice !== undefined) return { state: 'failed', message: twice };
    const answer = await ports.writes.preview({ writes, hold: false });
    const at = ports.now();
    const problems = await refusedParts(answer, edits);
    if (problems.length > 0) return { state: 'refused', at, problems };
    return { state: 'passed', at, warnings: answer.writes.reduce((sum, { warnings }) => sum + warnings.length, 0) };
  } catch (error) {
    return { state: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

interface Place {
  readonly key: string;
  readonly id: PolicyId | undefined;
  readonly document?: PolicyDocument;
}

async function refusedParts({ writes }: PreviewAnswer, edits: readonly Edit[]): Promise<readonly RefusedPart[]> {
  const refused = writes.filter((write) => write.refusal);
  if (refused.length === 0) return [];
  const { parsePolicies } = await loadManifest();
  const places = changedEdits(edits).flatMap((edit): readonly Place[] => {
    if (edit.action === 'delete') return [{ key: edit.key, id: edit.baseId }];
    const documents = parsePolicies(edit.text, { defaultNamespace: edit.namespace });
    return documents.map((document) => ({ key: edit.key, id: document.id, document }));
  });
  return refused.flatMap(({ id, refusal }): readonly RefusedPart[] => {
    const place = places.find((candidate) => candidate.id === id);
    if (!place || !refusal) return [];
    const { key, document } = place;
    const rows = refusalRows(refusal);
    return (rows.length > 0 ? rows : [{ message: refusal.message }]).map(({ field, message }) => {
      const words = field === undefined ? message : `${field}: ${message}`;
      if (!document) return { key, message: words };
      const range = document.locate(field ?? 'metadata.name');
      return { key, message: words, problem: { code: 'server/refused', severity: 'error', message: words, range } };
    });
  });
}
