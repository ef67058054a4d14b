'use client';
import type { LevelFacts } from '#graph';
import { useIntents } from '#store';
import { amount } from '#ui';
import { FoldedList } from '../blocks/folded-list.tsx';
import { Section } from '../panels/panel.tsx';
import { LinkRow } from './link-row.tsx';

const LISTED = 5;

/** What crosses groups most. */
export function CrossingBlock({ facts }: { facts: LevelFacts }) {
  const { select } = useIntents();
  const lines = [...facts.groupLines].sort((a, b) => b.pairs - a.pairs || a.from - b.from || a.to - b.to);
  const group = (at: number) => facts.groups[at];
  return (
    <Section title="Crosses groups most" note="pairs">
      {lines.length === 0 && <p className="text-list text-text-3">No rule lets one group reach another.</p>}
      <ul>
        <FoldedList items={lines} limit={LISTED} noun="lines">
          {({ from, to, pairs, namespaceLines }) => (
            <li key={`${from} ${to}`}>
              <LinkRow
                onClick={() => select({ type: 'group', id: group(to)?.id ?? '' })}
                name={
                  <>
                    {group(from)?.name} <span className="text-text-3">to</span> {group(to)?.name}
                  </>
                }
                note={`${amount(namespaceLines)} namespace ${namespaceLines === 1 ? 'line' : 'lines'}`}
                count={pairs}
              />
            </li>
          )}
        </FoldedList>
      </ul>
    </Section>
  );
}
