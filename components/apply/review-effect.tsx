'use client';
import { CircleCheck, CircleQuestionMark, TriangleAlert } from 'lucide-react';
import { ChangeList, EffectSentence } from '#domain';
import { useWorkbench } from '#store';
import type { PreviewAnswer } from '#stream';
import { Icon } from '#ui';
import { type Risk, risksOf } from './risks.ts';

const ICONS = { warning: TriangleAlert, unknown: CircleQuestionMark, sound: CircleCheck } as const;
const COLOURS = { warning: 'text-warning', unknown: 'text-unknown', sound: 'text-allowed' } as const;

/** The right side of the review: what changes in the cluster, and what to beware of. */
export function ReviewEffect({ preview }: { preview: PreviewAnswer }) {
  const { outdated, ...known } = useWorkbench((state) => state.reading);
  // Of an older text there is no effect here: beside the button stands what the button does.
  const { diff, effect } = outdated ? {} : known;
  const snapshot = useWorkbench((state) => state.snapshot);
  const risks = snapshot ? risksOf(preview, diff, snapshot) : [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <section className="space-y-2.5 border-b border-line-1 px-3.5 py-3">
        {effect ? (
          <EffectSentence effect={effect} />
        ) : (
          <p className="text-effect text-text-2">
            {outdated ? 'The effect cannot be told: a text has an error.' : 'No effect can be told.'}
          </p>
        )}
      </section>
      <section className="border-b border-line-1 px-3.5 py-3" aria-label="Risks">
        <h3 className="mb-2 text-list text-text-2">Risks</h3>
        <ul className="space-y-2">
          {risks.map((risk) => (
            <RiskRow key={risk.text} risk={risk} />
          ))}
        </ul>
      </section>
      {/* Behind the risks: of hundreds of changes nobody would scroll to them. */}
      {diff && (
        <section className="px-3.5 py-3" aria-label="Changes">
          <ChangeList diff={diff} />
        </section>
      )}
    </div>
  );
}

function RiskRow({ risk }: { risk: Risk }) {
  return (
    <li className="flex gap-2.5 text-body">
      <Icon of={ICONS[risk.kind]} size={15} className={`mt-px shrink-0 ${COLOURS[risk.kind]}`} />
      <span className={`min-w-0 break-words ${risk.kind === 'sound' ? 'text-text-2' : 'text-text-1'}`}>
        {risk.text}
      </span>
    </li>
  );
}
