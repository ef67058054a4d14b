'use client';
import { type PolicyId, policyName } from '#engine';
import { useIntents } from '#store';
import { LinkButton } from '#ui';
import { DraftedMark } from './drafted-mark.tsx';

/** The name of a policy; opens it. */
export function PolicyLink({ id }: { id: PolicyId }) {
  const { select } = useIntents();
  return (
    <>
      <LinkButton title={id} className="break-all" onClick={() => select({ type: 'policy', id })}>
        {policyName(id)}
      </LinkButton>
      <DraftedMark id={id} />
    </>
  );
}
