'use client';
import { Check, X } from 'lucide-react';
import { useMemo } from 'react';
import type { Condition, NearestMiss, NetworkPolicy, WorkloadReach } from '#engine';
import { ForeignText, Icon } from '#ui';
import { termWords } from '../words/term-words.ts';
import { PolicyLines } from './lazy-policy-lines.ts';

export interface NearestMissTableProps {
  miss: NearestMiss;
  policy: NetworkPolicy;
  subject: WorkloadReach;
  peer: WorkloadReach;
}

/** The rule that came closest, part by part, and where it says so. */
export function NearestMissTable({ miss, policy, subject, peer }: NearestMissTableProps) {
  const at = `rule ${miss.rule.rule + 1}${miss.peer === undefined ? '' : `, peer ${miss.peer + 1}`}`;
  const marks = useMemo(() => marksOf(miss), [miss]);
  return (
    <>
      <div className="px-2.5 py-2">
        <p className="mb-1 text-list text-text-2">
          Isolates <ForeignText text={subject.name} />. Nearest miss: {at}
        </p>
        <table className="w-full table-fixed text-list">
          <thead className="text-left text-hint text-text-3">
            <tr>
              <th className="w-[32%] font-normal">Part</th>
              <th className="font-normal">Rule wants</th>
              <th className="truncate font-normal">
                <ForeignText text={peer.name} /> has
              </th>
              <th className="w-[82px]">
                <span className="sr-only">Result</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {miss.terms.map((term) => (
              <TermRow key={`${term.path} ${term.wants}`} term={term} />
            ))}
          </tbody>
        </table>
      </div>
      <PolicyLines policy={policy} rule={miss.rule} marks={marks} />
    </>
  );
}

function TermRow({ term }: { term: Condition }) {
  const { part, key, wants, has } = termWords(term);
  return (
    <tr className="align-baseline [overflow-wrap:anywhere]">
      <td className="py-0.5 pr-2" title={key}>
        {part}
      </td>
      <td className="py-0.5 pr-2 font-mono text-code">{wants}</td>
      <td className="py-0.5 pr-2 font-mono text-code">{has}</td>
      <td className={`py-0.5 text-right whitespace-nowrap ${term.matches ? 'text-allowed' : 'text-denied'}`}>
        {term.matches ? 'matches' : 'differs'}{' '}
        <Icon of={term.matches ? Check : X} className="ml-0.5 inline align-[-2px]" />
      </td>
    </tr>
  );
}

function marksOf({ terms }: NearestMiss) {
  return terms
    .filter((term) => !term.matches)
    .map((term) => {
      const { key, has } = termWords(term);
      return { path: term.path, key, note: has };
    });
}
