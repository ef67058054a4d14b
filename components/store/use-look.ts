'use client';
/** Shows on the map what the pointer or the cursor rests on, and leaves nothing behind when the list is closed. */

import { useCallback, useEffect } from 'react';
import type { NetworkPolicy } from '#engine';
import { useIntents } from './workbench-provider.tsx';

export function useLook() {
  const { previewPolicies } = useIntents();
  useEffect(() => () => void previewPolicies([]), [previewPolicies]);
  const look = useCallback(
    (policies: readonly NetworkPolicy[]) => {
      void previewPolicies(policies);
    },
    [previewPolicies],
  );
  return { look };
}
