'use client';
import dynamic from 'next/dynamic';

/** Lines are cut from YAML, and the YAML library is too heavy for the first load. */
export const PolicyLines = dynamic(() => import('./policy-lines.tsx').then((module) => module.PolicyLines), {
  ssr: false,
});
