'use client';
import { useMemo } from 'react';
import { PolicyDiff } from '#domain';
import type { Edit } from '#draft';
import { type NetworkPolicy, policyId } from '#engine';
import { parsePolicies, renderPolicy } from '#manifest';
import { useIntents, useWorkbench } from '#store';
import { Button } from '#ui';

export interface CompareVersionsProps {
  edit: Edit;
  onDone: () => void;
}

/**
 * A policy that somebody else changed while it was being edited: their change beside what the draft would now change of
 * it. Nothing is decided by looking; whichever is left out is named before.
 */
export function CompareVersions({ edit, onDone }: CompareVersionsProps) {
  const intents = useIntents();
  const stored = useWorkbench((state) => state.snapshot?.policies.find((policy) => policyId(policy) === edit.baseId));
  const [begun, drafted] = useMemo(
    () => [policyIn(edit.baseText, edit), edit.action === 'put' ? policyIn(edit.text, edit) : undefined],
    [edit],
  );
  const take = async (text: string | undefined) => {
    await intents.rebase(edit.key);
    if (text !== undefined) intents.rewrite(edit.key, text);
    onDone();
  };
  return (
    <>
      <div className="grid min-h-0 flex-1 grid-cols-2 divide-x divide-line-2 overflow-y-auto">
        <Side title="Changed in the cluster since you began" before={begun} after={stored} />
        {edit.action === 'put' && !drafted ? (
          <p className="bg-canvas p-3.5 text-body text-warning">
            Your text cannot be read as it stands: what it would change of that is unknown.
          </p>
        ) : (
          <Side title="What your draft changes of that" before={stored} after={drafted} />
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 border-t border-line-2 bg-surface px-3.5 py-3">
        <p className="min-w-0 flex-1 text-list text-text-2">
          Your text stands as it is until you choose. What the right side removes of the other change would be undone by
          an apply.
        </p>
        <Button onClick={onDone}>Decide later</Button>
        {stored && edit.action === 'put' && (
          <Button
            title="Your text is kept among the texts that left the draft"
            onClick={() => void take(renderPolicy(stored))}
          >
            Take the stored version
          </Button>
        )}
        <Button look="signal" onClick={() => void take(undefined)}>
          Keep my text on top of it
        </Button>
      </div>
    </>
  );
}

function Side({ title, before, after }: { title: string } & Record<'before' | 'after', NetworkPolicy | undefined>) {
  return (
    <section className="min-w-0 bg-canvas" aria-label={title}>
      <h3 className="sticky top-0 border-b border-line-1 bg-raised px-3 py-1.5 text-list font-name">{title}</h3>
      <PolicyDiff before={before} after={after} />
    </section>
  );
}

/** The policy of the edit in a text; undefined where it is not read. */
function policyIn(text: string, { baseId, namespace }: Edit): NetworkPolicy | undefined {
  const documents = parsePolicies(text, { defaultNamespace: namespace });
  return (documents.find(({ id }) => id === baseId) ?? documents[0])?.policy;
}
