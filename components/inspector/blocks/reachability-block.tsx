import type { Totals } from '#engine';
import { useWorkbench } from '#store';
import { amount } from '#ui';
import { areLowerBounds } from '#workbench';
import { Section } from '../panels/panel.tsx';

export interface ReachabilityBlockProps {
  totals: Totals;
  policies: number;
  /** Only some namespaces are in view: pairs with an end in one of them are counted. */
  part: boolean;
}

/** How many pairs of workloads may talk at all: one number, and the three it is made of. */
export function ReachabilityBlock({ totals, policies, part }: ReachabilityBlockProps) {
  const { pairs, allowed, byRule, open, denied, unknown = 0 } = totals;
  const lowerBounds = useWorkbench(areLowerBounds);
  const number = (count: number) => amount(count, lowerBounds);
  if (pairs === 0) {
    return (
      <Section title="Reachability">
        <p className="text-body text-text-2">There are no two workloads to connect yet.</p>
      </Section>
    );
  }
  return (
    <Section title="Reachability" note={part ? 'pairs with an end here' : 'workload pairs'}>
      <p className="flex items-baseline gap-2" data-testid="reachability-total">
        <span className="text-figure font-strong tracking-tight">{number(allowed)}</span>
        <span className="text-body text-text-2">
          of {number(pairs)} {open === pairs ? 'open' : 'allowed'}
        </span>
      </p>
      <Bar byRule={byRule} open={open} denied={denied} />
      {policies === 0 && unknown === 0 ? (
        <p className="text-body text-text-2">
          {part ? 'No policy exists here.' : 'No policy exists. Every workload may reach every other, on every port.'}
        </p>
      ) : (
        <ul className="tabular flex flex-col gap-0.5 text-body text-text-1">
          <li>
            <b className="font-strong text-allowed">{number(byRule)}</b> admitted by a rule
          </li>
          <li>
            <b className="font-strong text-open">{number(open)}</b> open: no policy on either side
          </li>
          <li>
            <b className="font-strong text-denied">{number(denied)}</b> denied
          </li>
          {unknown > 0 && (
            <li>
              <b className="font-strong text-unknown">{number(unknown)}</b> unknown: policies of other kinds may decide
            </li>
          )}
        </ul>
      )}
    </Section>
  );
}

/** Solid, solid, dashed: told apart without colour, and by the list below. */
function Bar({ byRule, open, denied }: { byRule: number; open: number; denied: number }) {
  return (
    <div className="mt-1 mb-2 flex h-1.5 gap-0.5" aria-hidden="true">
      {byRule > 0 && <span className="min-w-1 bg-allowed" style={{ flexGrow: byRule }} />}
      {open > 0 && <span className="min-w-1 bg-open" style={{ flexGrow: open }} />}
      {denied > 0 && (
        <span
          className="min-w-1 bg-[repeating-linear-gradient(90deg,var(--denied)_0_4px,transparent_4px_6px)]"
          style={{ flexGrow: denied }}
        />
      )}
    </div>
  );
}
