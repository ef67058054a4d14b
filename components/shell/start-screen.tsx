'use client';
import { CircleCheck, FolderOpen, Laptop, type LucideIcon, OctagonAlert, Play } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useWorkbench, whySignedOut } from '#store';
import { MAP_KINDS } from '#stream';
import { ForeignText, Icon } from '#ui';
import { TryNow } from './banners.tsx';
import { KeptDrafts } from './kept-drafts.tsx';

/** Shown while no cluster has ever answered: what failed, what still works, and how to try again. */
export function StartScreen() {
  const link = useWorkbench((state) => state.link.state);
  if (link === 'signed-out') return <SignedOut />;
  if (link === 'lost') {
    return (
      <Page
        title="Netpol Studio does not answer"
        lead="The page is here, but the program behind it is not. Is it still running in its terminal?"
      />
    );
  }
  return <NoCluster />;
}

function SignedOut() {
  const [how, setHow] = useState<string>();
  useEffect(() => {
    let here = true;
    void whySignedOut().then((words) => here && setHow(words));
    return () => {
      here = false;
    };
  }, []);
  return (
    <Page
      title="Netpol Studio is running"
      lead={`This browser is not signed in. ${how ?? 'Open the address that was printed at the start.'} Drafts are kept in this browser.`}
    />
  );
}

function NoCluster() {
  const health = useWorkbench((state) => state.health);
  const errors = [
    ...new Set(MAP_KINDS.map((kind) => health?.kinds[kind].error).filter((words) => words !== undefined)),
  ];
  return (
    <Page title="No cluster has answered" lead="Netpol Studio is running and keeps trying.">
      {errors.length > 0 && (
        <section className="border-t border-line-2 py-3.5">
          <h3 className="mb-1.5 text-list font-name text-text-2">What failed</h3>
          {errors.map((words) => (
            <p key={words} className="flex gap-2 text-body text-text-1">
              <Icon of={OctagonAlert} className="mt-0.5 shrink-0 text-denied" />
              <ForeignText text={words} className="min-w-0 break-words" />
            </p>
          ))}
        </section>
      )}
      <section className="border-t border-line-2 py-3.5">
        <h3 className="mb-1.5 text-list font-name text-text-2">What still works</h3>
        <Way icon={CircleCheck} name="Drafts" words="Those made here before are kept in this browser." />
        <Way icon={Play} name="Demo cluster" command="npm start -- --demo" />
        <Way icon={Laptop} name="Another context" command="npm start -- --context NAME" />
        <Way icon={FolderOpen} name="A folder of manifests" command="npm start -- --manifests DIR" />
      </section>
    </Page>
  );
}

function Page({ title, lead, children }: { title: string; lead: string; children?: ReactNode }) {
  return (
    <main className="flex min-h-0 flex-1 overflow-y-auto">
      <div className="flex w-[520px] max-w-full flex-col border-r border-line-2 bg-surface px-10 py-14">
        <h2 className="text-start font-strong">{title}</h2>
        <p className="mt-2 mb-5 text-effect text-text-2">{lead}</p>
        {children}
        <KeptDrafts />
        <div className="flex items-center gap-3.5 border-t border-line-2 pt-5 text-text-2">
          <TryNow look="signal" />
        </div>
        <div className="flex-1" />
        <p className="mt-10 border-t border-line-1 pt-3.5 text-hint text-text-3">
          Secrets and environment values are never read.
        </p>
      </div>
      <DottedCanvas />
    </main>
  );
}

function Way({ icon, name, words, command }: { icon: LucideIcon; name: string; words?: string; command?: string }) {
  return (
    <div className="flex min-h-11 items-center gap-3 border-t border-line-1 first-of-type:border-t-0">
      <Icon of={icon} size={16} className="shrink-0 text-text-2" />
      <span className="flex-1 text-body font-name">{name}</span>
      {words && <span className="text-list text-text-2">{words}</span>}
      {command && <code className="rounded-chip bg-sunk px-1.5 py-0.5 font-mono text-code text-text-2">{command}</code>}
    </div>
  );
}

export function DottedCanvas() {
  return (
    <div
      className="min-w-0 flex-1 bg-canvas bg-[radial-gradient(var(--grid-dot)_1px,transparent_1px)] bg-[size:28px_28px]"
      aria-hidden="true"
    />
  );
}
