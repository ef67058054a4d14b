'use client';
import { useIntents, useWorkbench } from '#store';
import { type Health, KINDS, type KindState, type StateKind, WORKLOAD_KINDS, watchedKind } from '#stream';
import { Age, amount, Button, Popover, TONE_TEXT, type Tone, useNow, visibleText } from '#ui';
import { behindSince, type Link } from '#workbench';
import { HeaderButton } from './header-cell.tsx';
import { heardAt, type LiveState, liveState } from './live-state.ts';

const STATE_WORDS: Readonly<Record<KindState, { word: string; tone: Tone }>> = {
  live: { word: 'live', tone: 'good' },
  polling: { word: 'polling', tone: 'good' },
  connecting: { word: 'connecting', tone: 'plain' },
  reconnecting: { word: 'reconnecting', tone: 'warning' },
  stale: { word: 'stale', tone: 'warning' },
  forbidden: { word: 'not readable', tone: 'unsure' },
  absent: { word: 'not served', tone: 'unsure' },
};

/** How old the knowledge on screen is; opened, kind by kind. */
export function LiveCell() {
  const link = useWorkbench((state) => state.link);
  const health = useWorkbench((state) => state.health);
  const { reconnect } = useIntents();
  const behind = useWorkbench((state) => (state.reachability ? behindSince(state) : undefined));
  const isFiles = useWorkbench((state) => state.snapshot?.cluster.mode === 'files');
  const found = liveState(link, health, behind, useNow());
  // Files were read once, when the program started: what is shown is as old as that, however well our server answers.
  const live: LiveState = isFiles && found.tone === 'good' ? { word: 'Files', tone: 'plain' } : found;
  return (
    <Popover
      label="Age of what is shown"
      className="w-[400px]"
      trigger={
        <HeaderButton
          className="min-w-[98px]"
          icon={<Light live={live} />}
          title={<span className={live.tone === 'good' ? '' : TONE_TEXT[live.tone]}>{live.word}</span>}
          detail={live.word === 'Files' ? 'read at the start' : <AgeOf live={live} />}
        />
      }
    >
      <div className="mb-2 flex items-center justify-between">
        <p className="text-title font-strong">What is read</p>
        <Button size="small" onClick={reconnect}>
          Try now
        </Button>
      </div>
      {health ? <Kinds health={health} link={link} /> : <p className="text-text-2">Nothing was heard yet.</p>}
    </Popover>
  );
}

function AgeOf({ live }: { live: LiveState }) {
  if (live.since === undefined) return 'nothing heard yet';
  return (
    <Age
      since={live.since}
      before={live.tone === 'warning' ? '' : 'last word '}
      after={live.tone === 'warning' ? ' old' : ' ago'}
    />
  );
}

/** Filled while all is well, a ring when it is not: told apart without colour. No pulsing. */
function Light({ live }: { live: LiveState }) {
  const calm = live.tone === 'good';
  return (
    <svg width={12} height={12} viewBox="0 0 12 12" className={`shrink-0 ${TONE_TEXT[live.tone]}`} aria-hidden="true">
      {calm && <circle cx={6} cy={6} r={6} fill="currentColor" opacity={0.18} />}
      <circle
        cx={6}
        cy={6}
        r={calm ? 4 : 3}
        fill={calm ? 'currentColor' : 'none'}
        stroke={calm ? 'none' : 'currentColor'}
        strokeWidth={2}
      />
    </svg>
  );
}

function Kinds({ health, link }: { health: Health; link: Link }) {
  return (
    <table className="tabular w-full text-list">
      <thead className="text-left text-hint text-text-3">
        <tr>
          <th className="pb-1 font-normal">Kind</th>
          <th className="pb-1 font-normal">State</th>
          <th className="pb-1 text-right font-normal">Heard</th>
          <th className="pb-1 text-right font-normal">Objects</th>
        </tr>
      </thead>
      <tbody>
        {[...KINDS, ...WORKLOAD_KINDS].map((kind) => (
          <KindRows key={kind} kind={kind} health={health} link={link} />
        ))}
      </tbody>
    </table>
  );
}

function KindRows({ kind, health, link }: { kind: StateKind; health: Health; link: Link }) {
  const { state, count, error } = health.kinds[kind];
  const heard = heardAt(link, health, kind);
  const readable = state !== 'forbidden' && state !== 'absent';
  return (
    <>
      <tr className="border-t border-line-1">
        <td className="py-1 first-letter:uppercase">{watchedKind(kind).words}</td>
        <td className={TONE_TEXT[STATE_WORDS[state].tone]}>{STATE_WORDS[state].word}</td>
        <td className="text-right text-text-2">{heard === undefined ? '–' : <Age since={heard} after=" ago" />}</td>
        <td className="text-right">{readable ? amount(count, state === 'connecting') : '?'}</td>
      </tr>
      {error && (
        <tr>
          <td colSpan={4} className="max-w-0 pb-1 break-words text-hint text-text-3">
            {visibleText(error)}
          </td>
        </tr>
      )}
    </>
  );
}
