'use client';
import { useState } from 'react';
import type { ContainerPort, NetworkPolicyPort } from '#engine';
import { classNames } from '#ui';

export interface PortChoiceProps {
  declared: readonly ContainerPort[];
  /** `TCP 3306`, `any`, or as typed. */
  value: string;
  onChange: (value: string) => void;
  of: string;
}

/** What containers declare first, any port, and a field for a number, a range or a name. */
export function PortChoice({ declared, value, onChange, of }: PortChoiceProps) {
  const [typed, setTyped] = useState('');
  const chips = [
    ...declared.map(({ protocol, port, name }) => ({
      value: `${protocol} ${port}`,
      words: `${protocol} ${port}`,
      name,
    })),
    { value: 'any', words: 'any port', name: undefined },
  ];
  return (
    <fieldset className="min-w-0">
      <legend className="flex w-full items-baseline gap-2 pb-1 text-list">
        <span className="font-name text-text-1">On port</span>
        <span className="min-w-0 flex-1 truncate text-right text-hint text-text-3">of {of}</span>
      </legend>
      <div className="flex flex-wrap gap-1.5">
        {chips.map((chip) => (
          <label
            key={chip.value}
            className={classNames(
              'flex h-6 cursor-pointer items-center gap-1 rounded-chip border px-1.5 font-mono text-code has-focus-visible:outline-2 has-focus-visible:outline-signal-ink',
              value === chip.value
                ? 'border-signal-ink bg-signal-wash text-text-1'
                : 'border-line-2 bg-raised text-text-2',
            )}
          >
            <input
              type="radio"
              name="drawn-port"
              className="sr-only"
              checked={value === chip.value}
              onChange={() => onChange(chip.value)}
            />
            {chip.words} {chip.name && <span className="text-text-3">{chip.name}</span>}
          </label>
        ))}
        <input
          aria-label="Another port: a number, a range or a name"
          value={typed}
          placeholder="or type"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.target.value);
            if (typedPort(event.target.value)) onChange(event.target.value);
          }}
          className="h-6 w-[84px] rounded-chip border border-line-2 bg-sunk px-1.5 font-mono text-code text-text-1"
        />
      </div>
    </fieldset>
  );
}

/** `8080`, `UDP 53`, `9000-9100`, `http`; TCP where no protocol is named. */
export function typedPort(text: string): NetworkPolicyPort | undefined {
  const parts = /^(?:(TCP|UDP|SCTP)\s+)?(?:(\d{1,5})(?:-(\d{1,5}))?|([a-z][a-z0-9-]*))$/i.exec(text.trim());
  if (!parts) return undefined;
  const protocol = (parts[1] ?? 'TCP').toUpperCase();
  if (parts[4]) return { protocol, port: parts[4] };
  const [first, last] = [Number(parts[2]), Number(parts[3] ?? 0)];
  return { protocol, port: first, ...(last > first && { endPort: last }) };
}
