'use client';
import { policyName } from '#engine';
import { showScreen, useFreshHistory, useIntents, useWorkbench } from '#store';
import type { HistoryEntry } from '#stream';
import { ageWords, LinkButton, LongName, useNow } from '#ui';
import { Section } from '../panels/panel.tsx';

const SHOWN = 4;
/** Nobody waits for it while the map is being drawn. */
const AFTER_MS = 1500;

/** What was written from here last, and the way to all of it. Nothing while nothing was. */
export function LastChanges() {
  useFreshHistory({ after: AFTER_MS, quietly: true });
  const entries = useWorkbench((state) => state.history.entries);
  const rows = (entries ?? []).flatMap(rowsOf);
  if (rows.length === 0) return null;
  const all = <LinkButton onClick={() => showScreen('history')}>History</LinkButton>;
  return (
    <Section title="Last changes" note={all}>
      <ul>
        {rows.slice(0, SHOWN).map((row) => (
          <Row key={`${row.entry} ${row.policy}`} row={row} />
        ))}
      </ul>
    </Section>
  );
}

interface ChangeRow {
  readonly entry: string;
  readonly policy: string;
  readonly word: string;
  readonly time: string;
}

const WORDS: Readonly<Record<string, string>> = { created: 'created', changed: 'changed', deleted: 'deleted' };

/** What was refused or left as it was is no change. */
function rowsOf({ id, action, time, writes }: HistoryEntry): readonly ChangeRow[] {
  return writes.flatMap(({ id: policy, outcome }) => {
    const word = WORDS[outcome];
    return word === undefined ? [] : [{ entry: id, policy, word: action === 'undo' ? 'taken back' : word, time }];
  });
}

function Row({ row: { policy, word, time } }: { row: ChangeRow }) {
  const { select } = useIntents();
  useNow();
  const age = Date.now() - Date.parse(time);
  return (
    <li className="flex min-h-[22px] items-center gap-2 text-list">
      <button
        type="button"
        title={policy}
        onClick={() => select({ type: 'policy', id: policy })}
        className="flex min-w-0 flex-1 rounded-chip text-left text-text-1 hover:text-signal-ink"
      >
        <LongName text={policyName(policy)} />
      </button>
      <span className="shrink-0 text-text-2">{word}</span>
      <span className="tabular w-14 shrink-0 text-right text-text-3">{Number.isNaN(age) ? '–' : ageWords(age)}</span>
    </li>
  );
}
