'use client';
import { ChevronDown, SquareDashed } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useIntents, useWorkbench } from '#store';
import { Button, Checkbox, Field, Icon, LongName, Popover } from '#ui';
import { HeaderButton } from './header-cell.tsx';

const MANY = 12;

/** Which namespaces are looked at. The rest is left out of the map, never out of the verdicts. */
export function NamespacePicker() {
  const namespaces = useWorkbench((state) => state.snapshot?.namespaces);
  const picked = useWorkbench((state) => state.namespaces);
  const { setNamespaces } = useIntents();
  const [filter, setFilter] = useState('');
  const names = useMemo(() => (namespaces ?? []).map((namespace) => namespace.name).sort(), [namespaces]);
  if (!namespaces) return null;

  const toggle = (name: string, on: boolean) => {
    const before = picked === 'all' ? names : picked;
    const after = on ? [...before, name] : before.filter((other) => other !== name);
    setNamespaces(names.every((known) => after.includes(known)) ? 'all' : after);
  };
  return (
    <Popover
      label="Namespaces"
      className="w-[300px]"
      trigger={
        <HeaderButton
          className="max-w-[250px]"
          icon={<Icon of={SquareDashed} size={15} className="shrink-0 text-text-2" />}
          title={<Picked names={names} picked={picked} />}
          end={<Icon of={ChevronDown} className="ml-0.5 shrink-0 text-text-3" />}
        />
      }
    >
      <div className="mb-2 flex gap-1.5">
        <Button size="small" disabled={picked === 'all'} onClick={() => setNamespaces('all')}>
          All
        </Button>
        <Button size="small" disabled={picked.length === 0} onClick={() => setNamespaces([])}>
          None
        </Button>
      </div>
      {names.length > MANY && (
        <Field
          label="Find a namespace"
          labelHidden
          placeholder="Find a namespace"
          className="mb-2"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      )}
      <div className="-mx-1.5 max-h-[50vh] overflow-y-auto p-0.5">
        {names
          .filter((name) => name.includes(filter.trim()))
          .map((name) => (
            <Checkbox
              key={name}
              checked={picked === 'all' || picked.includes(name)}
              onChange={(on) => toggle(name, on)}
            >
              <LongName text={name} className="font-mono text-code" />
            </Checkbox>
          ))}
      </div>
    </Popover>
  );
}

function Picked({ names, picked }: { names: readonly string[]; picked: readonly string[] | 'all' }) {
  const only = picked !== 'all' && picked.length === 1 ? picked[0] : undefined;
  if (only) return <LongName text={only} />;
  return (
    <>
      {picked === 'all' ? 'All namespaces' : 'Namespaces'}{' '}
      <span className="tabular ml-1 font-mono text-code text-text-3">
        {picked === 'all' ? names.length : `${picked.length} of ${names.length}`}
      </span>
    </>
  );
}
