'use client';
import { FilePenLine, WandSparkles } from 'lucide-react';
import type { RemarkCure } from '#draft';
import { policyId } from '#engine';
import { Button, Icon } from '#ui';
import { showScreen } from './use-screen.ts';
import { useIntents, useWorkbench } from './workbench-provider.tsx';

/** One click begins the draft that would cure it, and shows the map with its effect. Nothing is written. */
export function CureButton({ cure, size = 'small' }: { cure: RemarkCure; size?: 'small' | 'normal' }) {
  const { select, draftCure } = useIntents();
  const id = policyId(cure.policy);
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
        void draftCure(cure.policy);
      }}
    >
      <span className="min-w-0 truncate">{cure.label}</span>
    </Button>
  );
}
