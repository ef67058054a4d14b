'use client';
import { CircleCheck, LoaderCircle, OctagonAlert, TriangleAlert, Unplug } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { counted, policyName } from '#engine';
import { useIntents, useWorkbench } from '#store';
import { Age, Icon, LinkButton } from '#ui';
import type { DryRun } from '#workbench';
import { CompareDialog } from './compare/compare-dialog.tsx';
import { baseStateOf } from './edit-state.ts';

/** What the server says of the draft as it stands, or why it is not asked. */
export function ServerState({ hindrance }: { hindrance: string | undefined }) {
  const intents = useIntents();
  const [isComparing, setComparing] = useState(false);
  const apply = useWorkbench((state) => state.apply);
  const dryRun = useWorkbench((state) => state.dryRun);
  const isAway = useWorkbench((state) => state.health?.kinds.networkpolicies.state === 'reconnecting');
  const moved = useWorkbench((state) => state.draft.edits.find((edit) => baseStateOf(edit, state) !== 'current'));
  const movedTo = useWorkbench((state) => (moved ? baseStateOf(moved, state) : 'current'));
  if (apply.stage === 'previewing') return <Asking />;
  if (apply.stage === 'failed') {
    return (
      <State
        icon={<Icon of={OctagonAlert} className="text-denied" />}
        title="The server was not asked"
        detail={apply.message}
        isNews
      />
    );
  }
  if (moved) {
    return (
      <>
        <State
          icon={<Icon of={TriangleAlert} className="text-warning" />}
          title={`${nameOf(moved.baseId)} ${movedTo === 'gone' ? 'was deleted' : 'changed'} meanwhile`}
          detail={
            movedTo === 'gone' ? (
              <LinkButton onClick={() => intents.rebase(moved.key)}>Create it anew</LinkButton>
            ) : (
              <LinkButton onClick={() => setComparing(true)}>Compare with the stored version</LinkButton>
            )
          }
          isNews
        />
        <CompareDialog edit={isComparing ? moved : undefined} onClose={() => setComparing(false)} />
      </>
    );
  }
  if (hindrance) return <p className="text-hint text-text-2">{hindrance}</p>;
  if (isAway) {
    return (
      <State
        icon={<Icon of={Unplug} className="text-warning" />}
        title="The cluster does not answer just now"
        detail="It is asked as soon as it does"
        isNews
      />
    );
  }
  return <Answer dryRun={dryRun} />;
}

function Answer({ dryRun }: { dryRun: DryRun | undefined }) {
  switch (dryRun?.state) {
    case 'asking':
      return <Asking />;
    case 'passed':
      return (
        <State
          icon={<Icon of={CircleCheck} className="text-allowed" />}
          title="Server dry run passed"
          detail={
            <>
              <Age since={dryRun.at} after=" ago" />
              {dryRun.warnings > 0 && `, ${counted(dryRun.warnings, 'warning')}`}
            </>
          }
        />
      );
    case 'refused':
      return (
        <State
          icon={<Icon of={OctagonAlert} className="text-denied" />}
          title="The server refuses it"
          detail={dryRun.problems[0]?.message}
          isNews
        />
      );
    case 'failed':
      return (
        <State
          icon={<Icon of={TriangleAlert} className="text-warning" />}
          title="The server was not asked"
          detail={dryRun.message}
          isNews
        />
      );
    default:
      return (
        <State
          icon={<Icon of={CircleCheck} className="text-text-3" />}
          title="Base versions current"
          detail="The server is asked when you pause"
        />
      );
  }
}

function Asking() {
  return <State icon={<Icon of={LoaderCircle} className="text-text-2" />} title="Server dry run under way" />;
}

/** The namespace stands in the tab above. */
function nameOf(id: string | undefined): string {
  return id === undefined ? 'The policy' : policyName(id);
}

interface StateProps {
  icon: ReactNode;
  title: string;
  detail?: ReactNode;
  /** Spoken; what comes and goes with every pause is not. */
  isNews?: boolean;
}

function State({ icon, title, detail, isNews }: StateProps) {
  return (
    <div className="flex items-start gap-1.5" role={isNews ? 'status' : undefined}>
      <span className="mt-px">{icon}</span>
      <p className="min-w-0">
        <span className="block truncate text-list text-text-1" title={title}>
          {title}
        </span>
        {detail && (
          <span
            className="block truncate text-group text-text-3"
            title={typeof detail === 'string' ? detail : undefined}
          >
            {detail}
          </span>
        )}
      </p>
    </div>
  );
}
