'use client';
import dynamic from 'next/dynamic';

/** Policies are rendered as YAML, and the YAML library is too heavy for the first load. */
export const PolicyDiff = dynamic(() => import('./policy-diff.tsx').then((module) => module.PolicyDiff), {
  ssr: false,
});
