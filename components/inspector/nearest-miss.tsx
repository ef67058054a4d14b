import { Check, X } from 'lucide-react';
import type { NearestMiss, NetworkPolicy, Term, WorkloadReach } from '#engine';
import { Icon } from '#ui';
import { PolicyLines } from './policy-lines.tsx';

export interface NearestMissTableProps {
  miss: NearestMiss;
  policy: NetworkPolicy;
  subject: WorkloadReach;
  peer: WorkloadReach;
}

const PARTS: Readonly<Record<Term['part'], string>> = {
  namespace: 'Namespace',
  pod: 'Pod',
  address: 'Address',
  port: 'Port',
  protocol: 'Protocol',
  direction: 'Direction',
};

/** The rule that came closest, part by part, and where it says so. */
export function NearestMissTable({ miss, policy, subject, peer }: NearestMissTableProps) {
  const at = `rule ${miss.rule.rule + 1}${miss.peer === undefined ? '' : `, peer ${miss.peer + 1}`}`;
  const missed = miss.terms.filter((term) => !term.matches);
  return (
    <>
      <div className="px-2.5 py-2">
        <p className="mb-1 text-list text-text-2">
          Isolates {subject.name}. Nearest miss: {at}
        </p>
        <table className="w-full table-fixed text-list">
          <thead className="text-left text-hint text-text-3">
            <tr>
              <th className="w-[76px] font-normal">Part</th>
              <th className="font-normal">Rule wants</th>
              <th className="truncate font-normal">{peer.name} has</th>
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
      <PolicyLines
        policy={policy}
        around={`spec.${miss.rule.direction}[${miss.rule.rule}]`}
        marks={missed.map((term) => ({ path: term.path, note: shortValue(term.has) }))}
      />
    </>
  );
}

function TermRow({ term }: { term: Term }) {
  return (
    <tr className="align-top">
      <td className="py-0.5">{PARTS[term.part]}</td>
      <td className="py-0.5 pr-2 font-mono text-code break-words [overflow-wrap:anywhere]">{term.wants}</td>
      <td className="py-0.5 pr-2 font-mono text-code break-words [overflow-wrap:anywhere]">{term.has}</td>
      <td className={`py-0.5 text-right whitespace-nowrap ${term.matches ? 'text-allowed' : 'text-denied'}`}>
        {term.matches ? 'matches' : 'differs'} <Icon of={term.matches ? Check : X} className="ml-0.5 inline" />
      </td>
    </tr>
  );
}

/** `key=value` gives `value`: the key already stands in the line. */
function shortValue(has: string): string {
  return has.slice(has.indexOf('=') + 1);
}
