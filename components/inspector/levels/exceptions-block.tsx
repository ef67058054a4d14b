'use client';
import { type LevelFacts, type NamespaceFacts, namespacesOnMap } from '#graph';
import { useIntents } from '#store';
import { amount, LongName } from '#ui';
import { FoldedList } from '../blocks/folded-list.tsx';
import { Section } from '../panels/panel.tsx';
import { OpenMark } from './places-block.tsx';

const LISTED = 6;

/** What stands out in a large cluster: namespaces open to everyone, and those that nobody may reach. */
export function ExceptionsBlock({ facts }: { facts: LevelFacts }) {
  const rails = new Set(facts.railFacts.map(({ name }) => name));
  const there = namespacesOnMap(facts);
  const open = there.filter(({ open: is }) => is).sort((a, b) => b.reach - a.reach || (a.name < b.name ? -1 : 1));
  const shut = there.filter(({ shut: is }) => is);
  const groupOf = ({ name, group }: NamespaceFacts) =>
    rails.has(name) ? 'rail' : (facts.groups.find(({ id }) => id === group)?.name ?? '');
  return (
    <>
      <Section
        title={
          <>
            <OpenMark />
            Open to everyone
          </>
        }
        note={`${amount(open.length)} of ${amount(there.length)} namespaces`}
      >
        {open.length === 0 && <p className="text-list text-text-3">None: rules say who may come in, everywhere.</p>}
        <ul>
          <FoldedList items={open} limit={LISTED} noun="namespaces">
            {(one) => (
              <li key={one.name}>
                <Row
                  name={one.name}
                  short={one.short}
                  where={groupOf(one)}
                  note={one.noPolicy ? 'no policy' : 'a rule admits all'}
                  isOpen={one.noPolicy}
                  count={one.reach}
                />
              </li>
            )}
          </FoldedList>
        </ul>
      </Section>
      <Section
        title={
          <>
            <span aria-hidden="true" className="h-2.5 w-4 border-x-[3px] border-wall bg-sunk" />
            Shut
          </>
        }
        note={shut.length === 0 ? '0' : `${amount(shut.length)}, nobody may reach them`}
      >
        {shut.length === 0 ? (
          <p className="text-list text-text-3">Each namespace lets in somebody.</p>
        ) : (
          <ul>
            <FoldedList items={shut} limit={LISTED} noun="namespaces">
              {(one) => (
                <li key={one.name}>
                  <Row name={one.name} short={one.short} where={groupOf(one)} note="" isOpen={false} count={0} />
                </li>
              )}
            </FoldedList>
          </ul>
        )}
      </Section>
    </>
  );
}

function Row(props: { name: string; short: string; where: string; note: string; isOpen: boolean; count: number }) {
  const { name, short, where, note, isOpen, count } = props;
  const { select } = useIntents();
  return (
    <button
      type="button"
      title={name}
      onClick={() => select({ type: 'namespace', name })}
      className="flex min-h-[22px] w-full items-center gap-2 rounded-chip text-left text-list hover:bg-raised"
    >
      <LongName text={short} className="font-name" />
      <span className="min-w-0 flex-1 truncate text-text-3">{where}</span>
      <span className={isOpen ? 'shrink-0 text-open' : 'shrink-0 text-text-2'}>{note}</span>
      <span className="tabular w-10 shrink-0 text-right font-mono text-code text-text-1">{amount(count)}</span>
    </button>
  );
}
