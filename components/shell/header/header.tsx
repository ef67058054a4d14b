import type { ReactNode } from 'react';
import { Logo } from '../logo.tsx';
import { ClusterCell } from './cluster-cell.tsx';
import { DraftCell } from './draft-cell.tsx';
import { EnforcementCell } from './enforcement-cell.tsx';
import { IdentityCell } from './identity.tsx';
import { LiveCell } from './live-cell.tsx';
import { NamespacePicker } from './namespace-picker.tsx';

/** Where I am, whether it is in force, how old it is, and who I am. `end`: what has no other place, while there is no rail. */
export function Header({ end }: { end?: ReactNode }) {
  return (
    <header className="flex h-[var(--header-height)] shrink-0 items-stretch border-b border-line-2 bg-surface max-narrow:h-auto max-narrow:flex-wrap max-narrow:*:h-[var(--header-height)]">
      <h1 className="flex w-[var(--rail-width)] shrink-0 items-center justify-center border-r border-line-1">
        <Logo />
      </h1>
      <ClusterCell />
      <EnforcementCell />
      <LiveCell />
      <NamespacePicker />
      <DraftCell />
      <div className="flex-1" />
      <IdentityCell />
      {end && <div className="flex items-center px-3">{end}</div>}
    </header>
  );
}
