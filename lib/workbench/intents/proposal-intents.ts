/** Policies that are only looked at, and those that are taken from there into the draft. */

import type { NetworkPolicy } from '#engine';
import type { DraftKeeper } from '../drafts/draft-keeper.ts';
import { draftWith } from '../drafts/draft-with.ts';
import type { Ports } from '../state/ports.ts';
import type { Intents } from '../state/state.ts';
import type { GetState, SetState } from '../state/state-access.ts';
import { storedPolicy } from './draft-intents.ts';

type ProposalIntents = Pick<Intents, 'previewPolicies' | 'takePolicies' | 'draw' | 'drawTo' | 'endDrawing'>;

export function proposalIntents(get: GetState, set: SetState, ports: Ports, keeper: DraftKeeper): ProposalIntents {
  let looked = 0;
  const withMore = (policies: readonly NetworkPolicy[]) =>
    draftWith(policies, get, (id) => storedPolicy(get, id), ports.newKey);
  const letGo = () => {
    looked++;
    keeper.preview(undefined);
  };
  return {
    draw: (from, towards = false, held = false) => {
      letGo();
      set({ drawing: { from, towards, held } });
    },
    drawTo: (to) => {
      const { drawing } = get();
      if (drawing) set({ drawing: { from: drawing.from, towards: drawing.towards, held: false, ...(to && { to }) } });
    },
    endDrawing: () => {
      letGo();
      if (get().drawing) set({ drawing: undefined });
    },
    previewPolicies: async (policies) => {
      const own = ++looked;
      const preview = policies.length > 0 ? await withMore(policies) : undefined;
      // Whoever looked at something else meanwhile sees that.
      if (own === looked) keeper.preview(preview);
    },
    takePolicies: async (policies) => {
      looked++;
      if (policies.length > 0) keeper.take(await withMore(policies), 'typed', { draftOpen: true });
    },
  };
}
