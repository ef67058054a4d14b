'use client';
import { Undo2, ZoomIn } from 'lucide-react';
import { type GroupFacts, groupByWords, type LevelFacts, type NamespaceLine } from '#graph';
import { useIntents, useWorkbench } from '#store';
import { amount, Button, Chip, Icon, LongName } from '#ui';
import { groupByOf } from '#workbench';
import { FoldedList } from '../blocks/folded-list.tsx';
import { Panel, PanelHeader, Section, Waiting } from '../panels/panel.tsx';
import { countedWords } from '../words/counted.ts';
import { LinkRow } from './link-row.tsx';
import { useLevelFacts } from './use-level-facts.ts';

/** A group of namespaces: who comes in, where it goes, what stays inside. */
export function GroupPanel({ id }: { id: string }) {
  const facts = useLevelFacts();
  const by = useWorkbench(groupByOf);
  const open = useWorkbench((state) => state.openGroup === id);
  const { setOpenGroup, setNamespaces } = useIntents();
  const group = facts?.groups.find((one) => one.id === id);
  return (
    <Panel label={`Group ${group?.name ?? id}`} width="thing">
      <PanelHeader
        kicker={`Group, ${groupByWords(by)}`}
        title={<LongName text={group?.name ?? id} />}
        actions={
          group && (
            <>
              <Button onClick={() => setNamespaces(group.namespaces)}>Only this</Button>
              {open ? (
                <Button icon={<Icon of={Undo2} />} onClick={() => setOpenGroup(undefined)}>
                  Fold
                </Button>
              ) : (
                <Button icon={<Icon of={ZoomIn} />} onClick={() => setOpenGroup(id)}>
                  Open
                </Button>
              )}
            </>
          )
        }
      >
        {group && (
          <div className="mt-2 flex flex-wrap gap-1.5">
            <Chip>{countedWords(group.namespaces.length, 'namespace')}</Chip>
            <Chip>{countedWords(group.workloads, 'workload')}</Chip>
          </div>
        )}
      </PanelHeader>
      {facts && group ? (
        <GroupBlocks facts={facts} group={group} />
      ) : (
        <Waiting>It is not on the map, or no longer.</Waiting>
      )}
    </Panel>
  );
}

function GroupBlocks({ facts, group }: { facts: LevelFacts; group: GroupFacts }) {
  const own = facts.groups.indexOf(group);
  const lines = facts.lines.filter(({ place }) => place === 'line');
  const inside = facts.lines.filter(({ from, place }) => place === 'group' && groupAt(facts, from) === own);
  return (
    <>
      <Section>
        <p className="text-effect text-text-1">{sentenceOf(group)}</p>
      </Section>
      <Side
        title="Comes in from"
        note="to, pairs"
        facts={facts}
        lines={lines.filter(({ to }) => groupAt(facts, to) === own)}
        side="from"
      />
      <Side
        title="Goes out to"
        note="from, pairs"
        facts={facts}
        lines={lines.filter(({ from }) => groupAt(facts, from) === own)}
        side="to"
      />
      <Section title="Stays inside" note="pairs">
        <dl className="tabular flex flex-col gap-1 text-list">
          <Count
            words={`Between its namespaces, ${countedWords(inside.length, 'line')}`}
            count={inside.reduce((sum, { pairs }) => sum + pairs, 0)}
          />
          <Count words="Inside one namespace" count={insideNamespaces(facts, group)} />
        </dl>
      </Section>
    </>
  );
}

function groupAt({ fold, namespaces, groups }: LevelFacts, at: number): number {
  const id = namespaces.get(fold.census.namespaces[at] ?? '')?.group;
  return groups.findIndex((group) => group.id === id);
}

function sentenceOf({ name, gates, open, shut }: GroupFacts): string {
  const others = (count: number) => `${amount(count)} other ${count === 1 ? 'group' : 'groups'}`;
  const opened =
    open.length === 0
      ? 'No namespace is open to everyone'
      : `${open.join(', ')} ${open.length === 1 ? 'is' : 'are'} open to everyone`;
  const closed = shut.length === 0 ? '' : `, ${shut.join(', ')} ${shut.length === 1 ? 'is' : 'are'} shut`;
  return `${others(gates.ingress.others)} may reach ${name}, it may reach ${amount(gates.egress.others)}. ${opened}${closed}.`;
}

interface SideProps {
  title: string;
  note: string;
  facts: LevelFacts;
  lines: readonly NamespaceLine[];
  /** Which end the rows are. */
  side: 'from' | 'to';
}

function Side({ title, note, facts, lines, side }: SideProps) {
  const { select } = useIntents();
  const byGroup = [...Map.groupBy(lines, (line) => groupAt(facts, line[side]))];
  const rows = byGroup
    .map(([at, own]) => ({ at, pairs: own.reduce((sum, { pairs }) => sum + pairs, 0), own }))
    .sort((a, b) => b.pairs - a.pairs || a.at - b.at);
  const short = (at: number) => facts.namespaces.get(facts.fold.census.namespaces[at] ?? '')?.short ?? '';
  return (
    <Section title={title} note={note}>
      {rows.length === 0 && <p className="text-list text-text-3">Nobody by rule.</p>}
      <ul>
        <FoldedList items={rows} limit={12} noun="groups">
          {({ at, pairs, own }) => (
            <li key={at}>
              <LinkRow
                name={facts.groups[at]?.name ?? ''}
                note={[...new Set(own.map((line) => short(side === 'from' ? line.to : line.from)))].join(', ')}
                count={pairs}
                onClick={() => select({ type: 'group', id: facts.groups[at]?.id ?? '' })}
              />
            </li>
          )}
        </FoldedList>
      </ul>
    </Section>
  );
}

function Count({ words, count }: { words: string; count: number }) {
  return (
    <div className="flex justify-between gap-2">
      <dt>{words}</dt>
      <dd className="font-mono text-code">{amount(count)}</dd>
    </div>
  );
}

/** Listed pairs of a namespace to itself, and those that are open at both ends. */
function insideNamespaces({ fold }: LevelFacts, { namespaces }: GroupFacts): number {
  const { census, lines } = fold;
  const size = census.namespaces.length;
  let pairs = 0;
  for (const name of namespaces) {
    const at = census.namespaceIndex.get(name) ?? -1;
    const listed = lines.get(at * size + at);
    pairs += (listed?.rule ?? 0) + (listed?.door ?? 0) + (census.each[at]?.openWithin ?? 0);
  }
  return pairs;
}
