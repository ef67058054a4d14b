'use client';
import { useEffect } from 'react';
import { screenEntry, useScreen, useWorkbench } from '#store';
import { visibleText } from '#ui';

/** Names the tab by its screen and its cluster: several may be open. */
export function PageTitle() {
  const cluster = useWorkbench((state) => state.snapshot?.cluster.name);
  const { name } = screenEntry(useScreen());
  useEffect(() => {
    document.title = visibleText([name, cluster, 'Netpol Studio'].filter(Boolean).join(', '));
  }, [name, cluster]);
  return null;
}
