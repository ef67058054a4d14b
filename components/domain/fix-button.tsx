'use client';
import { FilePenLine, WandSparkles } from 'lucide-react';
import { policyId } from '#engine';
import type { Fix } from '#findings';
import { showScreen, useIntents, useWorkbench } from '#store';
import { Button, Icon } from '#ui';

/** One click begins the draft that would mend it, and shows the map with its effect. Nothing is written. */
export function FixButton({ fix, size = 'small' }: { fix: Fix; size?: 'small' | 'normal' }) {
  const { select, draftFix } = useIntents();
  const id = policyId(fix.policy);
  const isStored = useWorkbench((state) => state.snapshot?.policies.some((policy) => policyId(policy) === id) ?? false);
  return (
    <Button
      size={size}
      className="max-w-full"
      title={`Drafts ${id}; nothing is written`}
      icon={<Icon of={isStored ? WandSparkles : FilePenLine} />}
      onClick={() => {
        select(undefined);
        showScreen('map');
        void draftFix(fix.policy);
      }}
    >
      <span className="min-w-0 truncate">{fix.label}</span>
    </Button>
  );
}
