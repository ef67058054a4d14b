'use client';
/** The policy as a form, beside its text: the same document, and never a state of its own. */

import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import type { Edit } from '#draft';
import { networkPolicyId, type WorkloadReach, workloadName } from '#engine';
import { useWorkbench } from '#store';
import type { EditorHandle } from '../editor-handle.ts';
import { EverythingBar, TextWell } from './bars.tsx';
import { DirectionSection } from './direction-section.tsx';
import { Explanation } from './explanation.tsx';
import { labelOffers } from './form-choices.ts';
import { FormRow, RowEnd } from './form-row.tsx';
import { FormContext, useForm } from './form-scope.ts';
import { selectorWords } from './form-words.ts';
import { SelectorChips } from './selector-chips.tsx';
import { useFormScope } from './use-form-scope.ts';

export function FormView({ edit, editor }: { edit: Edit; editor: EditorHandle | undefined }) {
  const { scope, fault } = useFormScope(edit, editor);
  const tree = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Only where it is out of sight: the form never jumps under the pointer.
    if (!scope?.selected) return;
    tree.current?.querySelector(`[data-path="${CSS.escape(scope.selected)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [scope?.selected]);
  const onKeyDown = (event: KeyboardEvent) => {
    const row = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-row]') : null;
    const rows = [...(tree.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const isOnRow = row === event.target;
    if (row && !isOnRow && (event.key === 'Escape' || event.key === 'ArrowLeft')) row.focus();
    if (!isOnRow || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    const at = rows.indexOf(row as HTMLElement);
    rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  if (!scope) {
    return (
      <p className="p-3.5 text-body text-text-2">
        {fault ?? 'There is no form of this text yet: it is not a NetworkPolicy that parses.'}
      </p>
    );
  }
  return (
    <FormContext value={scope}>
      {fault && (
        <p role="alert" className="border-b border-line-1 bg-warning-wash px-3.5 py-1.5 text-hint text-warning">
          {fault}
        </p>
      )}
      <div
        ref={tree}
        role="tree"
        aria-label="The policy as a form"
        tabIndex={scope.selected ? -1 : 0}
        onFocus={(event) => {
          if (event.target === tree.current) tree.current?.querySelector<HTMLElement>('[data-row]')?.focus();
        }}
        onKeyDown={onKeyDown}
        className={`h-full overflow-y-auto bg-surface pb-4 ${scope.isOld ? 'opacity-60' : ''}`}
      >
        <Sections />
      </div>
    </FormContext>
  );
}

function Sections() {
  const { form, namespace } = useForm();
  const after = useWorkbench((state) => state.reading.diff?.after ?? state.reachability);
  const name = form.name;
  const subjects = useMemo(() => {
    const id = networkPolicyId(namespace, name ?? '');
    return (after?.workloads ?? []).filter(
      ({ ingress, egress }) => ingress.isolatedBy.includes(id) || egress.isolatedBy.includes(id),
    );
  }, [after, namespace, name]);
  return (
    <>
      <Subject subjects={subjects} />
      <DirectionSection section={form.ingress} subjects={subjects} />
      <DirectionSection section={form.egress} subjects={subjects} />
      <Types />
      {form.others.map((other) => (
        <div key={other.place.path} className="px-3.5">
          <TextWell node={other} level={1} />
        </div>
      ))}
    </>
  );
}

function Subject({ subjects }: { subjects: readonly WorkloadReach[] }) {
  const { form, namespace, workloads, hintAt } = useForm();
  const { subject } = form;
  const own = useMemo(() => workloads.filter((workload) => workload.namespace === namespace), [workloads, namespace]);
  const offers = useMemo(() => labelOffers(own), [own]);
  const hint = hintAt(subject.place?.line);
  const isEvery = subject.kind === 'selector' && subject.state !== 'requirements';
  const names = subjects.map(({ id }) => workloadName(id)).join(', ');
  return (
    <section className="px-3.5 py-2">
      <FormRow
        name={`Applies to: ${isEvery ? `every pod of ${namespace}` : `pods of ${namespace} whose ${selectorWords(subject)}`}`}
        place={subject.place}
        level={1}
        className="flex-wrap"
        below={
          <Explanation
            words={
              isEvery
                ? `Every pod of ${namespace}, those that come later too.`
                : `The pods that are isolated: those of ${namespace} with all of these labels, and of no other namespace.`
            }
            hint={hint}
          />
        }
      >
        <span className="shrink-0 font-name text-text-1">Applies to</span>
        <span className="shrink-0 text-text-2">{isEvery ? '' : `pods of ${namespace} that have`}</span>
        <RowEnd tone={hint?.tone === 'warning' ? 'warning' : 'plain'}>
          {hint?.tone === 'warning' ? hint.text : names}
        </RowEnd>
        <span className="flex basis-full pb-1">
          <SelectorChips
            selector={subject}
            at="subject"
            offers={offers}
            everything={
              <EverythingBar strong={`Every pod of ${namespace}:`}>
                {subjects.length} workloads now, and any that come later
              </EverythingBar>
            }
          />
        </span>
      </FormRow>
    </section>
  );
}

function Types() {
  const { form, act, isOld } = useForm();
  const { types } = form;
  if (types.kind === 'text') return <TextWell node={types} level={1} />;
  const isDefault = types.state === 'defaulted';
  return (
    <section className="border-t border-line-1 px-3.5 py-2">
      <FormRow
        name={`Policy types: ${types.values.join(', ')}${isDefault ? ' by default' : ''}`}
        place={types.place}
        level={1}
        below={
          <Explanation
            words="Which ways the pods are isolated. Left out, it is Ingress, and Egress where an egress rule is written."
            hint={undefined}
          />
        }
      >
        <span className="font-name text-text-1">Policy types</span>
        {types.values.map((type) => (
          <span
            key={type}
            className={`inline-flex h-[19px] items-center rounded-chip border px-1.5 font-mono text-code ${isDefault ? 'border-dashed border-line-3 text-text-2' : 'border-line-2 bg-raised text-text-1'}`}
          >
            {type}
          </span>
        ))}
        {isDefault && (
          <>
            <span className="text-text-3">by default{types.values.includes('Egress') ? '' : ', no egress'}</span>
            <button
              type="button"
              disabled={isOld}
              onClick={() => act({ act: 'write-types' })}
              className="ml-auto rounded-cell px-1 text-hint text-text-1 underline decoration-line-3 underline-offset-[3px] hover:decoration-current"
            >
              write it
            </button>
          </>
        )}
      </FormRow>
    </section>
  );
}
