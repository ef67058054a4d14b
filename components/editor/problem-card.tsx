import { Info, OctagonAlert, TriangleAlert, WandSparkles } from 'lucide-react';
import type { Marker, QuickFix } from '#manifest';
import { Button, Icon, Kbd } from '#ui';

export interface ProblemCardProps {
  problem: Marker;
  onFix: (fix: QuickFix) => void;
}

const LOOKS = {
  error: { icon: OctagonAlert, colour: 'text-denied' },
  warning: { icon: TriangleAlert, colour: 'text-warning' },
  info: { icon: Info, colour: 'text-open' },
} as const;

/** Cause, place and fix of a problem, with what the fix would do, under its line. */
export function ProblemCard({ problem, onFix }: ProblemCardProps) {
  const { icon, colour } = LOOKS[problem.severity];
  return (
    <div
      role="note"
      className="flex w-[450px] max-w-[80vw] gap-2.5 rounded-plate border border-line-2 bg-overlay px-3.5 py-2.5 text-body text-text-1 shadow-popover"
    >
      <span className={`mt-0.5 ${colour}`}>
        <Icon of={icon} size={15} />
      </span>
      <div className="min-w-0 flex-1 font-sans">
        <p className="font-strong break-words">{problem.message}</p>
        {problem.detail && <p className="mt-0.5 text-text-2">{problem.detail}</p>}
        {problem.fixes?.map((fix, index) => (
          <p key={fix.title} className="mt-2 flex items-center gap-2">
            <Button
              look={index === 0 ? 'signal' : 'plain'}
              icon={<Icon of={WandSparkles} />}
              onClick={() => onFix(fix)}
            >
              {fix.title}
            </Button>
            {index === 0 && <Kbd>⌘.</Kbd>}
            {fix.effect && <span className="min-w-0 text-text-2">{fix.effect}</span>}
          </p>
        ))}
      </div>
    </div>
  );
}
