'use client';
import { useState } from 'react';
import type { NetworkPolicy, PolicyId, Reachability } from '#engine';
import { policyId } from '#engine';
import { useWorkbench } from '#store';
import { type PanelState, panelPolicies, panelReachability, panelState } from '#workbench';

/** The cluster that panels speak of: live, or before or after the draft that is open. */
export function usePanelState(): PanelState {
  return useWorkbench(panelState);
}

export function usePanelReachability(): Reachability | undefined {
  return useWorkbench(panelReachability);
}

/** The policies of that cluster. */
export function usePanelPolicies(): readonly NetworkPolicy[] {
  const [select] = useState(panelPolicies);
  return useWorkbench(select);
}

/** What the draft makes of a policy; undefined where panels do not speak of the draft, or the draft leaves it alone. */
export function useDraftedPolicy(id: PolicyId): 'new' | 'edited' | 'removed' | undefined {
  return useWorkbench((state) => {
    if (panelState(state) !== 'after') return undefined;
    const edit = state.reading.policyEdits?.findLast(
      (each) => (each.action === 'delete' ? each.id : policyId(each.policy)) === id,
    );
    if (!edit) return undefined;
    if (edit.action === 'delete') return 'removed';
    return state.snapshot?.policies.some((policy) => policyId(policy) === id) ? 'edited' : 'new';
  });
}
