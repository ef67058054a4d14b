import type { Side } from '#draft';
import { policyName } from '#engine';
import { RadioRow } from '#ui';
import type { Keep } from './connect-form.tsx';

export interface SideLineProps {
  number: 1 | 2;
  words: string;
  side: Side;
  keep: Keep;
  onKeep: (keep: Keep) => void;
  removes: number;
  /** Name of the end that is drawn from. */
  from: string;
}

/** One end: whether a rule is needed there, and where it would isolate, what of the others. */
export function SideLine({ number, words, side, keep, onKeep, removes, from }: SideLineProps) {
  return (
    <div className="text-list text-text-2">
      <p>
        <span className="pr-1.5 text-text-3">{number}</span>
        <strong className="font-name text-text-1">{words}</strong> {sideWords(side)}
      </p>
      {side.state === 'question' && (
        <fieldset className="pt-1 pl-3.5">
          <legend className="sr-only">What of the others that may reach it now</legend>
          <RadioRow
            name="keep"
            words={`Keep all ${side.others.length}`}
            end="removes 0"
            checked={keep === 'all'}
            onChange={() => onKeep('all')}
          />
          <RadioRow
            name="keep"
            words={`Only ${from}`}
            end={keep === 'none' ? `removes ${removes}` : `removes up to ${side.others.length}`}
            endTone="removes"
            checked={keep === 'none'}
            onChange={() => onKeep('none')}
          />
        </fieldset>
      )}
    </div>
  );
}

function sideWords(side: Side): string {
  switch (side.state) {
    case 'outside':
      return 'outside the cluster: no policy selects it';
    case 'open':
      return 'open: no rule needed';
    case 'admitted':
      return `admitted already by ${side.by.map(policyName).join(', ')}`;
    case 'needed':
      return 'isolated: a rule is needed';
    case 'question':
      return side.others.length > 0
        ? `a rule here isolates it: what of the ${side.others.length} others that may reach it now?`
        : 'a rule here isolates it';
  }
}
