'use client';
import { useMemo, useState } from 'react';
import { PolicyDiff } from '#domain';
import { type Choice, type Edit, mergePolicies } from '#draft';
import { type NetworkPolicy, policyId } from '#engine';
import { type PolicyDocument, parsePolicies, renderPolicy, rewritePolicy } from '#manifest';
import { useIntents, useWorkbench } from '#store';
import { Button } from '#ui';
import { HunkCard } from './hunk-card.tsx';

export interface CompareVersionsProps {
  edit: Edit;
  onDone: () => void;
}

/** A policy that somebody else changed while it was being edited. Nothing is decided by looking. */
export function CompareVersions({ edit, onDone }: CompareVersionsProps) {
  const stored = useWorkbench((state) => state.snapshot?.policies.find((policy) => policyId(policy) === edit.baseId));
  // As an editor shows them: without what the server alone keeps.
  const begun = useMemo(() => documentIn(edit.baseText, edit)?.policy, [edit]);
  const live = useMemo(() => stored && documentIn(renderPolicy(stored), edit)?.policy, [stored, edit]);
  const mine = useMemo(() => (edit.action === 'put' ? documentIn(edit.text, edit) : undefined), [edit]);
  const version = stored?.metadata.resourceVersion;
  if (!begun || !live || version === undefined)
    return <Plain edit={edit} before={begun} after={live} onDone={onDone} />;
  if (!mine?.policy) return <Plain edit={edit} before={begun} after={live} onDone={onDone} />;
  return (
    <Hunks
      // What was chosen was chosen of another version.
      key={version}
      edit={edit}
      versions={{ begun, live, mine: mine.policy, document: mine, version }}
      onDone={onDone}
    />
  );
}

interface Versions {
  readonly begun: NetworkPolicy;
  readonly live: NetworkPolicy;
  readonly mine: NetworkPolicy;
  readonly document: PolicyDocument;
  readonly version: string;
}

/** Change by change: what is stored now, what is typed, and a choice. */
function Hunks({ edit, versions, onDone }: CompareVersionsProps & { versions: Versions }) {
  const intents = useIntents();
  const { begun, live, mine, document, version } = versions;
  const merge = useMemo(() => mergePolicies(begun, live, mine), [begun, live, mine]);
  const [choices, setChoices] = useState<Readonly<Record<string, Choice>>>({});
  const open = merge.hunks.filter(({ id, changedBy }) => changedBy === 'both' && choices[id] === undefined).length;
  const take = async (all?: Choice) => {
    const of = all ? Object.fromEntries(merge.hunks.map(({ id }) => [id, all])) : choices;
    const text = rewritePolicy(edit.text, document, merge.result(of));
    // Changed once more meanwhile: then what is shown here is the newer one, and nothing was taken.
    if (await intents.takeMerged(edit.key, text, version)) onDone();
  };
  return (
    <>
      <ul aria-label="Changes" className="min-h-0 flex-1 space-y-2.5 overflow-y-auto bg-canvas p-3.5">
        {merge.hunks.length === 0 && (
          <li className="text-body text-text-2">Both sides say the same: only notes of the server differ.</li>
        )}
        {merge.hunks.map((hunk) => (
          <HunkCard
            key={hunk.id}
            hunk={hunk}
            choice={choices[hunk.id] ?? (hunk.changedBy === 'both' ? undefined : hunk.changedBy)}
            onChoose={(choice) => setChoices({ ...choices, [hunk.id]: choice })}
          />
        ))}
      </ul>
      <Foot words="Your text stands as it is until you take the result. It can be had back then, too." onDone={onDone}>
        <Button onClick={() => void take('theirs')}>Take the stored version</Button>
        <Button look="signal" disabled={open > 0} onClick={() => void take()}>
          {open > 0 ? `${open} still to decide` : 'Take as the new base'}
        </Button>
      </Foot>
    </>
  );
}

/** A deletion, or a text that does not read: there is nothing to choose change by change. */
function Plain({
  edit,
  before,
  after,
  onDone,
}: CompareVersionsProps & Record<'before' | 'after', NetworkPolicy | undefined>) {
  const intents = useIntents();
  const isDeletion = edit.action === 'delete';
  const rebase = async () => {
    await intents.rebase(edit.key);
    onDone();
  };
  return (
    <>
      <section aria-label="Changed in the cluster since you began" className="min-h-0 flex-1 overflow-y-auto bg-canvas">
        <h3 className="sticky top-0 border-b border-line-1 bg-raised px-3 py-1.5 text-list font-name">
          Changed in the cluster since you began
        </h3>
        <PolicyDiff before={before} after={after} />
        {!isDeletion && (
          <p className="p-3.5 text-body text-warning">
            Your text cannot be read as it stands: what it would change of that is unknown. Once it reads, both are
            compared change by change.
          </p>
        )}
      </section>
      <Foot words="Nothing is decided by looking." onDone={onDone}>
        {isDeletion && (
          <Button look="signal" onClick={() => void rebase()}>
            Delete it as it stands now
          </Button>
        )}
      </Foot>
    </>
  );
}

function Foot({ words, onDone, children }: { words: string; onDone: () => void; children: React.ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line-2 bg-surface px-3.5 py-3">
      <p className="min-w-0 flex-1 text-list text-text-2">{words}</p>
      <Button onClick={onDone}>Decide later</Button>
      {children}
    </div>
  );
}

/** Of several in one text, the one that the edit is of. */
function documentIn(text: string, { baseId, namespace }: Edit): PolicyDocument | undefined {
  return parsePolicies(text, { defaultNamespace: namespace }).find(({ id }) => id === baseId);
}
