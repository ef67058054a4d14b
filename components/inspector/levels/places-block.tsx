'use client';
import type { Totals } from '#engine';
import type { LevelFacts, PlaceSum } from '#graph';
import { useWorkbench } from '#store';
import { amount } from '#ui';
import { areLowerBounds } from '#workbench';
import { Section } from '../panels/panel.tsx';

/** How many pairs may talk, and where the map shows them: every pair is in one place, and they add up. */
export function PlacesBlock({ facts, totals }: { facts: LevelFacts; totals: Totals }) {
  const lowerBounds = useWorkbench(areLowerBounds);
  const number = (count: number) => amount(count, lowerBounds);
  const { sum } = facts;
  const rails = facts.railFacts.length;
  const rows = ROWS.filter(({ place }) => sum[place] > 0 || (place !== 'beyond' && (place !== 'rails' || rails > 0)));
  return (
    <Section title="Reachability" note="workload pairs">
      <p className="flex items-baseline gap-2" data-testid="reachability-total">
        <span className="text-figure font-strong tracking-tight">{number(facts.total)}</span>
        <span className="text-body text-text-2">of {number(totals.pairs)} allowed</span>
      </p>
      <p className="mb-1 text-list text-text-2">Where the map shows them</p>
      <table className="w-full text-list" data-testid="places">
        <tbody>
          {rows.map(({ place, words }) => (
            <tr key={place} data-place={place} data-pairs={sum[place]}>
              <th scope="row" className="py-0.5 text-left font-normal text-text-1">
                <span className="flex items-center gap-2">
                  <PlaceMark place={place} />
                  {words(facts)}
                </span>
              </th>
              <td className="tabular text-right font-mono text-code text-text-1">{number(sum[place])}</td>
            </tr>
          ))}
          <tr className="border-t border-line-2">
            <th scope="row" className="py-0.5 text-left font-name">
              All
            </th>
            <td className="tabular text-right font-mono text-code text-text-1">{number(facts.total)}</td>
          </tr>
        </tbody>
      </table>
    </Section>
  );
}

const ROWS: readonly { readonly place: keyof PlaceSum; readonly words: (facts: LevelFacts) => string }[] = [
  { place: 'open', words: () => 'Into namespaces open to everyone' },
  { place: 'rails', words: ({ railFacts }) => `On ${railFacts.length} ${railFacts.length === 1 ? 'rail' : 'rails'}` },
  { place: 'namespace', words: () => 'Inside one namespace' },
  { place: 'group', words: () => 'Inside one group' },
  { place: 'lines', words: ({ groupLines }) => `On ${groupLines.length} lines between groups` },
  { place: 'beyond', words: () => 'With namespaces not in view' },
];

function PlaceMark({ place }: { place: keyof PlaceSum }) {
  if (place === 'open') return <OpenMark />;
  if (place === 'namespace') return <span aria-hidden="true" className="h-2.5 w-5 rounded-cell border border-line-3" />;
  if (place === 'beyond') return <span aria-hidden="true" className="h-2.5 w-5 border border-dashed border-line-3" />;
  return (
    <span aria-hidden="true" className="flex w-5 items-center">
      <span className={`h-[1.5px] flex-1 bg-allowed ${place === 'group' ? 'ml-1' : ''}`} />
      <span className="border-y-[3.5px] border-l-[6px] border-y-transparent border-l-allowed" />
    </span>
  );
}

export function OpenMark() {
  return (
    <span
      aria-hidden="true"
      className="h-2.5 w-5 shrink-0 rounded-cell border border-l-[3px] border-open bg-[color-mix(in_srgb,var(--open)_38%,var(--raised))]"
    />
  );
}
