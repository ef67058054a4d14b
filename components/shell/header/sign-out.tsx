'use client';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { signOut } from '#store';
import { Button, Icon } from '#ui';

/** Ends the session of this browser, or every one. Drafts stay in the browser. */
export function SignOut() {
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
