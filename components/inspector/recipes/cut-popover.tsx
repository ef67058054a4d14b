'use client';
/** Cuts a connection: where, and who of the others stays; on the map while it is chosen. */

import { Scissors } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { EffectSentence } from '#domain';
import type { CutPlace, CutWish, KeptPeer } from '#draft';
import { describe, isEmpty, isEverything, type WorkloadId, workloadName, workloadNamespace } from '#engine';
import { useIntents, useLook, useProposals } from '#store';
import { Button, Checkbox, Icon, LinkButton, Popover, PopoverClose, RadioRow } from '#ui';
import type { Proposal } from '#workbench';

type Cut = Extract<Proposal, { of: 'cut' }>;

export function CutPopover({ source, destination }: CutWish) {
  const title = `Cut ${workloadName(source)} from ${workloadName(destination)}`;
  return (
    <Popover
      label={title}
      align="end"
      className="w-[440px] p-0!"
      trigger={<Button icon={<Icon of={Scissors} />}>Cut it</Button>}
    >
      <CutForm source={source} destination={destination} title={title} />
    </Popover>
  );
}

function CutForm({ source, destination, title }: CutWish & { title: string }) {
  const intents = useIntents();
  const [place, setPlace] = useState(0);
  const [left, setLeft] = useState<ReadonlySet<WorkloadId>>(new Set());
  const cut = useCut({ source, destination }, place, left);
  const close = useRef<HTMLButtonElement>(null);
  const chosen = cut?.places[place];
  const take = () => {
    if (!cut || cut.policies.length === 0) return;
    intents.select(undefined);
    void intents.takePolicies(cut.policies);
    close.current?.click();
  };
  const toggle = (id: WorkloadId) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  return (
    <form
      aria-label={title}
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <div className="border-b border-line-1 px-3.5 py-2">
        <h3 className="truncate text-body font-name">{title}</h3>
        <p className="text-hint text-text-3">Kubernetes cannot name a denial: a rule goes, or one end is isolated.</p>
      </div>
      <fieldset className="px-3.5 py-2">
        <legend className="sr-only">Where to cut, least at risk first</legend>
        {cut?.places.map((one, at) => (
          <RadioRow
            key={one.direction}
            name="cut-place"
            words={
              one.direction === 'ingress'
                ? `Coming in to ${workloadName(destination)}`
                : `Going out of ${workloadName(source)}`
            }
            end={placeWords(one)}
            checked={at === place}
            onChange={() => {
              setPlace(at);
              setLeft(new Set());
            }}
          />
        ))}
        {!cut && <p className="text-list text-text-3">counting</p>}
      </fieldset>
      {chosen && chosen.by !== 'rule' && chosen.others.length > 0 && (
        <fieldset className="border-t border-line-1 px-3.5 py-2">
          <legend className="sr-only">Who of the others stays</legend>
          <p className="flex items-baseline gap-2 pb-1 text-list">
            <span className="flex-1 font-name text-text-1">Keep what is there</span>
            <LinkButton onClick={() => setLeft(new Set())}>all {chosen.others.length}</LinkButton>
          </p>
          <div className="max-h-[200px] overflow-y-auto">
            {chosen.others.map((peer) => (
              <KeptRow
                key={peer.workload}
                peer={peer}
                kept={!left.has(peer.workload)}
                onToggle={() => toggle(peer.workload)}
              />
            ))}
          </div>
          {chosen.by === 'isolate' && (
            <p className="pt-1 text-hint text-unknown">The outside is not kept: whether it comes in cannot be told.</p>
          )}
        </fieldset>
      )}
      <div className="flex items-center gap-3 border-t border-line-1 px-3.5 py-2.5">
        <div className="min-w-0 flex-1 border-l-2 border-signal-ink pl-2.5" aria-live="polite">
          {cut ? (
            <EffectSentence effect={cut.effect.words} className="text-list" />
          ) : (
            <p className="text-list text-text-3">counting</p>
          )}
        </div>
        <Button type="submit" look="signal" size="large" disabled={!cut || cut.policies.length === 0}>
          Add to draft
        </Button>
        <PopoverClose>
          <button ref={close} type="button" tabIndex={-1} className="hidden">
            Close
          </button>
        </PopoverClose>
      </div>
    </form>
  );
}

function KeptRow({ peer, kept, onToggle }: { peer: KeptPeer; kept: boolean; onToggle: () => void }) {
  const { workload, ports } = peer;
  return (
    <div className="flex h-[25px] items-center gap-2 text-list">
      <Checkbox checked={kept} onChange={onToggle}>
        {workloadName(workload)}
      </Checkbox>
      <span className="min-w-0 flex-1 truncate text-hint text-text-3">{workloadNamespace(workload)}</span>
      <span className="font-mono text-code text-text-3">
        {isEmpty(ports) || isEverything(ports) ? 'any port' : describe(ports)}
      </span>
    </div>
  );
}

function placeWords({ by, others }: CutPlace): string {
  if (by === 'rule') return 'its rule goes, nothing else';
  if (by === 'narrow') return `a rule is narrowed, ${others.length} others stay`;
  return `isolates it, ${others.length} to keep`;
}

/** Asked anew for another place or another who stays; the map shows the newest answer. */
function useCut(wish: CutWish, place: number, left: ReadonlySet<WorkloadId>): Cut | undefined {
  const propose = useProposals();
  const { look } = useLook();
  const [cut, setCut] = useState<Cut>();
  const others = cut?.places[place]?.others;
  const keep = useMemo(
    () => (left.size === 0 ? undefined : others?.map(({ workload }) => workload).filter((id) => !left.has(id))),
    [left, others],
  );
  const asked = JSON.stringify({ wish, place, keep });
  useEffect(() => {
    let isWanted = true;
    const question = JSON.parse(asked) as { wish: CutWish; place: number; keep?: readonly WorkloadId[] };
    void propose({ of: 'cut', ...question }).then((answer) => {
      if (!isWanted || answer.of !== 'cut') return;
      setCut(answer);
      look(answer.policies);
    });
    return () => {
      isWanted = false;
    };
  }, [propose, look, asked]);
  return cut;
}
