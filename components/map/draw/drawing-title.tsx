'use client';
import { Spline } from 'lucide-react';
import { useIntents } from '#store';
import { Button, Icon } from '#ui';
import type { Drawing } from '#workbench';
import { endName } from './drawn-ends.ts';

/** Above the map while a connection is drawn: from where, what comes next, and the way out. */
export function DrawingTitle({ drawing }: { drawing: Drawing }) {
  const { endDrawing } = useIntents();
  const { from, to, towards, held } = drawing;
  return (
    <>
      <Icon of={Spline} size={14} className="shrink-0 text-text-2" />
      <h2 className="shrink-0 text-body font-name">
        Drawing {towards ? 'towards' : 'from'} {endName(from)}
      </h2>
      <p className="min-w-0 truncate text-body text-text-3">
        {to
          ? 'preview, not yet in the draft'
          : held
            ? 'drop it on a workload, or on nothing for the list'
            : 'press a workload or a namespace, or choose an end from the list'}
      </p>
      <Button size="small" onClick={endDrawing}>
        Esc cancels
      </Button>
    </>
  );
}
