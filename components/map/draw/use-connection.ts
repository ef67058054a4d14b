'use client';
import { useEffect, useState } from 'react';
import type { ConnectChoices, ConnectWish } from '#draft';
import { useLook, useProposals } from '#store';
import type { Proposal } from '#workbench';

type Connection = Extract<Proposal, { of: 'connection' }>;

/** What was drawn as policies, with their effect, which the map shows at once; undefined while it is counted. */
export function useConnection(wish: ConnectWish, choices: ConnectChoices): Connection | undefined {
  const propose = useProposals();
  const { look } = useLook();
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly value: Connection }>();
  const asked = JSON.stringify({ wish, choices });
  useEffect(() => {
    let isWanted = true;
    const question = JSON.parse(asked) as { wish: ConnectWish; choices: ConnectChoices };
    void propose({ of: 'connection', ...question }).then((value) => {
      if (!isWanted || value.of !== 'connection') return;
      setAnswer({ asked, value });
      look(value.proposal.policies);
    });
    return () => {
      isWanted = false;
    };
  }, [propose, look, asked]);
  // What was counted of another choice never stays as if it were of this one, but for the selectors, which are the same.
  return answer?.value;
}
