'use client';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { signOut, useWorkbench } from '#store';
import type { SessionFacts } from '#stream';
import { Button, Chip, Icon, LongName, Popover } from '#ui';

/** Who reads and writes here, and whether writing is possible at all. */
export function IdentityCell() {
  const cluster = useWorkbench((state) => state.snapshot?.cluster);
  const session = useWorkbench((state) => state.session);
  const count = useWorkbench((state) => state.snapshot?.namespaces.length ?? 0);
  if (!cluster || !session) return null;
  return (
    <div className="flex h-full min-w-0 items-center gap-2.5 border-l border-line-1 px-3">
      {cluster.mode === 'demo' && <Chip>demo</Chip>}
      {cluster.mode === 'files' && <Chip>files</Chip>}
      {cluster.tls !== 'verified' && (
        <Chip tone="bad" look="wash">
          {cluster.tls === 'none' ? 'No TLS' : 'TLS not verified'}
        </Chip>
      )}
      {session.readOnly && cluster.mode !== 'files' && (
        <Chip tone="warning" look="wash">
          Read-only
        </Chip>
      )}
      <Popover
        label="Your session"
        className="w-[250px]"
        align="end"
        trigger={
          <button type="button" className="flex min-w-0 flex-col items-end rounded-chip text-right">
            <span className="flex max-w-[180px] min-w-0 text-list font-medium">
              {cluster.mode === 'files' ? (
                'A folder of files'
              ) : session.user ? (
                <LongName text={session.user} />
              ) : (
                'Identity not known'
              )}
            </span>
            <span className="text-group leading-[14px] text-text-3">
              {cluster.mode === 'files' ? 'no cluster to apply to' : rightsWords(session, count)}
            </span>
          </button>
        }
      >
        <SignOut />
      </Popover>
    </div>
  );
}

function rightsWords({ readOnly, mayApply }: SessionFacts, namespaces: number): string {
  if (readOnly) return 'looks, never writes';
  if (mayApply === undefined) return 'rights not known';
  if (mayApply === 'all' || (namespaces > 0 && mayApply.length >= namespaces)) return 'may apply everywhere';
  return mayApply.length === 0 ? 'may not apply' : `may apply in ${mayApply.length} of ${namespaces}`;
}

/** Ends the session of this browser, or every one. Drafts stay in the browser. */
function SignOut() {
  const [problem, setProblem] = useState<string>();
  const end = (everywhere: boolean) => {
    setProblem(undefined);
    signOut(everywhere).catch((error: Error) => setProblem(error.message));
  };
  return (
    <div className="flex flex-col gap-2">
      <Button icon={<Icon of={LogOut} />} onClick={() => end(false)}>
        Sign out here
      </Button>
      <Button icon={<Icon of={LogOut} />} onClick={() => end(true)}>
        Sign out everywhere
      </Button>
      <p className="text-hint text-text-3">
        Everywhere: every browser and script, and the printed address too. Drafts are kept in this browser.
      </p>
      {problem && (
        <p role="alert" className="text-list text-denied">
          {problem}
        </p>
      )}
    </div>
  );
}
