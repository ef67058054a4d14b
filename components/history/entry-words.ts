/** An attempt to write, in words. A part that failed is never hidden behind the parts that did not. */

import type { HistoryEntry, HistoryWrite } from '#stream';

export interface EntryWords {
  /** For example `Changed 2 policies`, `Took back an apply`. */
  readonly title: string;
  readonly outcome: 'done' | 'part' | 'nothing';
}

const DONE: ReadonlySet<HistoryWrite['outcome']> = new Set(['created', 'changed', 'deleted', 'unchanged']);

export const OUTCOME_WORDS: Readonly<Record<HistoryWrite['outcome'], string>> = {
  created: 'created',
  changed: 'changed',
  deleted: 'deleted',
  unchanged: 'unchanged',
  refused: 'refused',
  skipped: 'not tried',
  unknown: 'not known',
};

export function entryWords({ action, writes, byCountdown }: HistoryEntry): EntryWords {
  const done = writes.filter(({ outcome }) => DONE.has(outcome));
  const outcome = done.length === writes.length ? 'done' : done.length > 0 ? 'part' : 'nothing';
  const policies = (count: number) => `${count} ${count === 1 ? 'policy' : 'policies'}`;
  if (action === 'undo') {
    const how = byCountdown ? ', since nobody kept it in time' : '';
    if (outcome === 'nothing') return { title: `Took nothing back${how}`, outcome };
    return { title: `Took back ${policies(done.length)}${how}`, outcome };
  }
  if (outcome === 'nothing' && writes.some((write) => write.outcome === 'unknown')) {
    return { title: `What became of ${policies(writes.length)} is not known yet`, outcome: 'part' };
  }
  if (outcome === 'nothing') return { title: `Wrote nothing of ${policies(writes.length)}`, outcome };
  const kinds = [...new Set(done.map((write) => write.outcome))];
  const [only] = kinds;
  const verb = kinds.length === 1 && only ? capital(OUTCOME_WORDS[only]) : 'Wrote';
  const rest = writes.length - done.length;
  return { title: `${verb} ${policies(done.length)}${rest > 0 ? `, ${rest} not` : ''}`, outcome };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
