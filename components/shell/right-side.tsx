'use client';
import { ArrowLeft, PanelRightClose, PanelRightOpen } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWorkbench } from '#store';
import { classNames, Icon } from '#ui';
import { policyCount } from '#workbench';
import { isStale } from './header/live-state.ts';
import { useFront } from './use-front.ts';

export interface RightSideProps {
  inspector: ReactNode;
  /** Below the inspector. */
  foot?: ReactNode;
  /** Mounted while the draft is open, also when it is not in front: the editor keeps its place and its history. */
  draft: ReactNode;
  /** Whether something stands here also when nothing is selected and nothing drafted. */
  atRest: boolean;
}

const OVER_THE_MAP =
  'max-narrow:absolute max-narrow:inset-y-0 max-narrow:right-0 max-narrow:z-20 max-narrow:shadow-sheet';

/** Inspector and draft share the place beside the map; a wide screen has room for both. */
export function RightSide({ inspector, foot, draft, atRest }: RightSideProps) {
  const open = useWorkbench((state) => state.draftOpen);
  const selected = useWorkbench((state) => state.selection !== undefined);
  const edits = useWorkbench((state) => policyCount(state.draft.edits, state));
  const stale = useWorkbench((state) => isStale(state.link, state.health));
  const [front, setFront] = useFront();
  const inspecting = !open || front === 'inspector';
  const shows = atRest || selected;
  // A narrow window has no room beside the map: what is told of the whole cluster waits until it is asked for.
  const [asked, setAsked] = useState(false);
  const resting = !selected && !open;
  return (
    <>
      {resting && atRest && (
        <button
          type="button"
          aria-expanded={asked}
          onClick={() => setAsked(!asked)}
          className={classNames(
            'absolute top-1 z-30 hidden h-7 items-center gap-1 rounded-button border border-line-2 bg-raised px-2 text-list max-narrow:flex',
            asked ? 'right-[calc(min(420px,100vw-92px)+8px)]' : 'right-2',
          )}
        >
          <Icon of={asked ? PanelRightClose : PanelRightOpen} />
          Cluster
        </button>
      )}
      <div
        className={classNames(
          'min-h-0 shrink-0 flex-col',
          inspecting && (shows || open) ? 'flex' : selected ? 'hidden wide:flex' : 'hidden',
          stale && 'saturate-[0.18]',
          OVER_THE_MAP,
          resting && !asked && 'max-narrow:hidden',
        )}
      >
        {open && (
          <button
            type="button"
            onClick={() => setFront('draft')}
            className="ring-inside flex min-h-8 items-center gap-2 border-b border-l border-line-2 bg-signal-wash px-3.5 text-left text-list font-medium wide:hidden"
          >
            <Icon of={ArrowLeft} />
            Back to the draft, {edits} {edits === 1 ? 'policy' : 'policies'}
          </button>
        )}
        <div className="min-h-0 flex-1">{inspector}</div>
        {foot}
      </div>
      {open && (
        <div className={classNames('min-h-0 shrink-0', inspecting ? 'hidden wide:flex' : 'flex', OVER_THE_MAP)}>
          {draft}
        </div>
      )}
    </>
  );
}
