'use client';
import { useEffect } from 'react';
import { useWorkbench } from '#hooks';

/** Names the tab by its cluster: several may be open. */
export function PageTitle() {
  const name = useWorkbench((state) => state.snapshot?.cluster.name);
  useEffect(() => {
    if (name) document.title = `${name}, Netpol Studio`;
  }, [name]);
  return null;
}
