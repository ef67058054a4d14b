'use client';
import { useState } from 'react';
import type { Remark } from '#draft';
import { RemarkList, showScreen, useWorkbench } from '#hooks';
import { amount, LinkButton } from '#ui';
import { Section } from '../panels/panel.tsx';

const OF_CLUSTER = 5;
const OF_THING = 4;

/** The worst of the whole cluster, and the way to all of them. */
export function ClusterFindings() {
  const remarks = useWorkbench((state) => state.remarks?.list);
  if (!remarks) return null;
  if (remarks.length === 0) {
    return (
      <Section title="Findings" note="0">
        <p className="text-list text-text-3">Nothing to remark on, as far as it was checked.</p>
      </Section>
    );
  }
  const all = (
    <LinkButton onClick={() => showScreen('findings')}>
      All {amount(remarks.length)}
      <span className="sr-only"> findings</span>
    </LinkButton>
  );
  return (
    <Section title="Findings" note={all}>
      <RemarkList remarks={remarks.slice(0, OF_CLUSTER)} />
    </Section>
  );
}

/** What is to be said of one thing, with its cures; nothing where nothing is. */
export function FindingsBlock({ of }: { of: (remark: Remark) => boolean }) {
  const remarks = useWorkbench((state) => state.remarks?.list);
  const [all, setAll] = useState(false);
  const own = remarks?.filter(of) ?? [];
  if (own.length === 0) return null;
  const shown = all ? own : own.slice(0, OF_THING);
  return (
    <Section title="Findings" note={own.length}>
      <RemarkList remarks={shown} cures />
      {shown.length < own.length && (
        <LinkButton className="tabular text-list" onClick={() => setAll(true)}>
          Show all {own.length} findings
        </LinkButton>
      )}
    </Section>
  );
}
