'use client';
/** The form of the text as it stands, its selection from the cursor, and acts as edits of that text. */

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Edit } from '#draft';
import type { Hint } from '#findings';
import {
  applyTextEdits,
  editByAct,
  type FormAct,
  type FormPlace,
  type PolicyForm,
  placeAtLine,
  placesIn,
  readForm,
  readYaml,
} from '#manifest';
import { useIntents, useWorkbench, useWorkbenchStore } from '#store';
import type { EditorHandle } from '../editor-handle.ts';
import type { FormScope } from './form-scope.ts';

const NO_HINTS: readonly Hint[] = [];

interface Known {
  readonly key: string;
  readonly form: PolicyForm;
}

export function useFormScope(
  edit: Edit,
  editor: EditorHandle | undefined,
): { scope: FormScope | undefined; fault: string | undefined } {
  const intents = useIntents();
  const store = useWorkbenchStore();
  const snapshot = useWorkbench((state) => state.snapshot);
  const reachability = useWorkbench((state) => state.reachability);
  const hints = useWorkbench((state) => state.reading.edits.find(({ key }) => key === edit.key)?.hints ?? NO_HINTS);
  const [line, setLine] = useState(1);
  const [chosen, setChosen] = useState<FormPlace>();
  const [refused, setRefused] = useState<string>();
  useEffect(() => editor?.onLine(setLine), [editor]);
  const start = useMemo(() => documentAt(edit.text, line), [edit.text, line]);
  const read = useMemo(() => (start === undefined ? undefined : readForm(edit.text, start)), [edit.text, start]);
  const last = useRef<Known>(undefined);
  if (read) last.current = { key: edit.key, form: read };
  const form = read ?? (last.current?.key === edit.key ? last.current.form : undefined);
  useEffect(() => setRefused(undefined), [edit.text]);
  const select = useCallback(
    (place: FormPlace | undefined) => {
      if (!place) return;
      setChosen(place);
      editor?.showLines(place.line, place.endLine);
    },
    [editor],
  );
  const act = useCallback(
    (done: FormAct) => {
      const now = store.getState().draft.edits.find(({ key }) => key === edit.key);
      const from = now && documentAt(now.text, line);
      const edits = now && from !== undefined ? editByAct(now.text, from, done) : undefined;
      if (now && edits) intents.edit(edit.key, applyTextEdits(now.text, edits));
      else
        setRefused('The form cannot write this here: the text says it by reference, or no policy can say it. Type it.');
    },
    [intents, store, edit.key, line],
  );
  const selected = useMemo(() => (form ? selectedPath(form, line, chosen) : undefined), [form, line, chosen]);
  const hintAt = useCallback(
    (at: number | undefined) => (at === undefined ? undefined : hints.find((hint) => hint.line === at)),
    [hints],
  );
  const scope = useMemo<FormScope | undefined>(() => {
    if (!form) return undefined;
    return {
      form,
      namespace: form.namespace ?? edit.namespace,
      workloads: reachability?.workloads ?? [],
      namespaces: (snapshot?.namespaces ?? []).map(({ name }) => name),
      selected,
      isOld: !read,
      select,
      act,
      hintAt,
    };
  }, [form, read, edit.namespace, reachability, snapshot, selected, select, act, hintAt]);
  return { scope, fault: read ? refused : form && faultOf(edit.text) };
}

/** What was pressed, as long as the cursor is still in it; else the smallest element of the cursor's line. */
function selectedPath(form: PolicyForm, line: number, chosen: FormPlace | undefined): string | undefined {
  const same = chosen && placesIn(form).find(({ path }) => path === chosen.path);
  if (same && same.line <= line && line <= same.endLine) return same.path;
  return placeAtLine(form, line)?.path;
}

/** Where the NetworkPolicy begins that a line is in: else the first of the text. */
function documentAt(text: string, line: number): number | undefined {
  const { documents, lines } = readYaml(text);
  const policies = documents.filter(
    (document) => document.errors.length > 0 || document.get('kind') === 'NetworkPolicy' || documents.length === 1,
  );
  const inside = policies.findLast(({ range }) => lines.linePos(range[0]).line <= line) ?? policies[0];
  return inside?.range[0];
}

function faultOf(text: string): string {
  const { documents, lines, fault } = readYaml(text);
  const error = documents.flatMap((document) => document.errors)[0];
  if (error)
    return `Line ${lines.linePos(error.pos[0]).line} does not parse: this is the form of the last text that did.`;
  return fault?.message ?? 'This text is no policy: this is the form of the last one that was.';
}
