'use client';
import { useState } from 'react';
import { FindingList } from '#domain';
import type { Finding } from '#findings';
import { showScreen, useWorkbench } from '#store';
import { amount, LinkButton } from '#ui';
import { Section } from '../panels/panel.tsx';
import { usePanelState } from '../words/use-panel-state.ts';

const OF_CLUSTER = 5;
const OF_THING = 4;

/** The worst of the cluster, or of the namespaces in view, and the way to all of them. */
export function ClusterFindings() {
  const findings = useWorkbench((state) => state.findings?.list);
  const namespaces = useWorkbench((state) => state.namespaces);
  const title = useTitle();
  if (!findings) return null;
  const own = namespaces === 'all' ? findings : findings.filter(({ namespace }) => namespaces.includes(namespace));
  if (findings.length === 0) {
    return (
      <Section title={title} note="0">
        <p className="text-list text-text-3">Nothing was found, as far as it was checked.</p>
      </Section>
    );
  }
  const all = (
    <LinkButton onClick={() => showScreen('findings')}>
      All {amount(findings.length)}
      <span className="sr-only"> findings</span>
    </LinkButton>
  );
  return (
    <Section title={title} note={all}>
      {own.length === 0 ? (
        <p className="text-list text-text-3">None in the namespaces in view.</p>
      ) : (
        <FindingList findings={own} most={OF_CLUSTER} folded />
      )}
    </Section>
  );
}

/** What is to be said of one thing, with its fixes; nothing where nothing is. */
export function FindingsBlock({ of }: { of: (finding: Finding) => boolean }) {
  const findings = useWorkbench((state) => state.findings?.list);
  const [all, setAll] = useState(false);
  const title = useTitle();
  const own = findings?.filter(of) ?? [];
  if (own.length === 0) return null;
  const shown = all ? own : own.slice(0, OF_THING);
  return (
    <Section title={title} note={own.length}>
      <FindingList findings={shown} fixes />
      {shown.length < own.length && (
        <LinkButton className="tabular text-list" onClick={() => setAll(true)}>
          Show all {own.length} findings
        </LinkButton>
      )}
    </Section>
  );
}

/** They are of the cluster as it is, also in a panel that tells of the draft: the editor has those of the draft. */
function useTitle(): string {
  return usePanelState() === 'after' ? 'Findings, live' : 'Findings';
}
