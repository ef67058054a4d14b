'use client';
import { useMemo } from 'react';
import type { Edit } from '#draft';
import { applyTextEdits, parsePolicies, validateName } from '#manifest';
import { useIntents, useWorkbench, useWorkbenchStore } from '#store';
import { Field } from '#ui';
import { titleOf } from './edit-state.ts';

/** Name and namespace of a new policy, without searching for their lines. They write into the text. */
export function NameFields({ edit }: { edit: Edit }) {
  const intents = useIntents();
  const store = useWorkbenchStore();
  const namespaces = useWorkbench((state) => state.snapshot?.namespaces);
  const parts = useMemo(() => partsOf(edit), [edit]);
  const { namespace, name } = parts ?? titleOf(edit, undefined);
  const write = (path: string, value: string) => {
    // What is shown may be a moment older than what was typed, and must not be written over it.
    const now = store.getState().draft.edits.find(({ key }) => key === edit.key);
    const place = now && partsOf(now)?.locate(path);
    if (!now || !place) return;
    const { start, end } = place;
    intents.edit(edit.key, applyTextEdits(now.text, [{ start, end, text: scalar(value) }]));
  };
  return (
    <div className="grid shrink-0 grid-cols-[2fr_3fr] gap-2 border-b border-line-1 px-3.5 py-2">
      <label className="flex min-w-0 items-center gap-2 text-hint text-text-3">
        Namespace
        <select
          value={namespace}
          disabled={!parts}
          onChange={(event) => write('metadata.namespace', event.target.value)}
          className="h-[26px] min-w-0 flex-1 rounded-button border border-line-2 bg-sunk px-1.5 text-list text-text-1"
        >
          {!namespaces?.some(({ name }) => name === namespace) && <option>{namespace}</option>}
          {namespaces?.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <Field
        label="Name"
        labelHidden
        icon={<span className="text-hint">Name</span>}
        value={name}
        disabled={!parts}
        title={parts ? undefined : 'Name and namespace cannot be found in the text as it stands'}
        onChange={(event) => write('metadata.name', event.target.value)}
        aria-invalid={validateName(name).length > 0 || undefined}
      />
    </div>
  );
}

/** Undefined unless both stand in the text as plain values, which then can be replaced. */
function partsOf(edit: Edit) {
  const [document, ...more] = parsePolicies(edit.text, { defaultNamespace: edit.namespace });
  const json = document?.json as { metadata?: { name?: unknown; namespace?: unknown } } | undefined;
  const { name, namespace } = json?.metadata ?? {};
  if (!document || more.length > 0 || typeof name !== 'string' || typeof namespace !== 'string') return undefined;
  const stands = (path: string, value: string) => {
    const { start, end } = document.locate(path);
    return [value, `"${value}"`, `'${value}'`].includes(edit.text.slice(start, end));
  };
  if (!stands('metadata.name', name) || !stands('metadata.namespace', namespace)) return undefined;
  return { name, namespace, locate: document.locate };
}

/** Plain where YAML reads it as the same text, else quoted. */
function scalar(value: string): string {
  const isPlain = /^[a-z][a-z0-9.-]*$/.test(value) && !/^(y|n|yes|no|on|off|true|false|null)$/.test(value);
  return isPlain ? value : JSON.stringify(value);
}
