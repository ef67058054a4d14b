'use client';
import { Link2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useIntents } from '#store';
import { classNames, Icon, IconButton, visibleText } from '#ui';
import { SideSwitch } from './side-switch.tsx';

/** Widths of look.md 3; a narrow window keeps more than half for the map. */
const WIDTHS = {
  cluster: 'w-[min(308px,40vw)] desk:w-[340px] wide:w-[376px]',
  thing: 'w-[min(372px,40vw)]',
  connection: 'w-[min(468px,44vw)]',
  policy: 'w-[min(496px,44vw)]',
} as const;

export interface PanelProps {
  label: string;
  width: keyof typeof WIDTHS;
  children: ReactNode;
}

export function Panel({ label, width, children }: PanelProps) {
  return (
    <aside
      aria-label={visibleText(label)}
      className={classNames(
        'flex h-full shrink-0 flex-col overflow-x-hidden overflow-y-auto border-l border-line-2 bg-surface',
        // Over the map: as wide as is read well, and a strip of the map stays in sight.
        'max-narrow:w-[min(420px,calc(100vw-92px))]',
        WIDTHS[width],
      )}
    >
      {children}
    </aside>
  );
}

export interface PanelHeaderProps {
  /** Kind and place, for example `StatefulSet in catalog`. */
  kicker: ReactNode;
  title: ReactNode;
  actions?: ReactNode;
  /** Small buttons in the first line, before copy and close. */
  tools?: ReactNode;
  /** False for the cluster, which is what is left when nothing is selected. */
  closes?: boolean;
  children?: ReactNode;
}

export function PanelHeader({ kicker, title, actions, tools, closes = true, children }: PanelHeaderProps) {
  const { select } = useIntents();
  return (
    <header className="border-b border-line-1 px-3.5 pt-2 pb-2.5">
      <div className={classNames('flex items-center gap-0.5', closes && 'min-h-6')}>
        <p className="flex min-w-0 flex-1 items-center gap-1.5 text-hint text-text-3">{kicker}</p>
        <SideSwitch />
        {tools}
        {closes && (
          <>
            <CopyLink />
            <IconButton label="Clear the selection (Esc)" onClick={() => select(undefined)}>
              <Icon of={X} size={15} />
            </IconButton>
          </>
        )}
      </div>
      <div className="flex min-h-[26px] items-center gap-2">
        <h2 className="flex min-w-0 flex-1 items-center gap-1.5 text-title font-strong">{title}</h2>
        {actions}
      </div>
      {children}
    </header>
  );
}

function CopyLink() {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard
      .writeText(location.href)
      .then(() => setCopied(true))
      .catch(() => setCopied(false));
  };
  return (
    <>
      {copied && (
        <span role="status" className="text-hint text-text-2">
          Copied
        </span>
      )}
      <IconButton label="Copy a link to this" onClick={copy} onBlur={() => setCopied(false)}>
        <Icon of={Link2} size={15} />
      </IconButton>
    </>
  );
}

export interface SectionProps {
  title?: ReactNode;
  /** Unit or count at the right of the title. */
  note?: ReactNode;
  /** Pushed to the foot of the panel. */
  last?: boolean;
  children: ReactNode;
}

export function Section({ title, note, last, children }: SectionProps) {
  return (
    <section
      className={classNames('px-3.5 py-2.5', last ? 'mt-auto border-t border-line-1' : 'border-b border-line-1')}
    >
      {title && (
        <div className="mb-1 flex min-h-[18px] items-baseline justify-between gap-2">
          <h3 className="flex min-w-0 items-center gap-1.5 text-list font-medium text-text-2">{title}</h3>
          {note !== undefined && <span className="tabular shrink-0 text-list text-text-3">{note}</span>}
        </div>
      )}
      {children}
    </section>
  );
}

/** What stands in a panel while the engine has not answered, or when the thing is gone. */
export function Waiting({ children }: { children: ReactNode }) {
  return <p className="px-3.5 py-2.5 text-list text-text-3">{children}</p>;
}
