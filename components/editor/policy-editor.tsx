'use client';
/** The text of the edit that is open: typed text goes to the draft, what the worker reads in it comes back as marks. */

import './editor.css';
import MonacoEditor, { loader } from '@monaco-editor/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Edit } from '#draft';
import type { Hint } from '#findings';
import type { Marker } from '#manifest';
import {
  typingPlace,
  useCompletions,
  useIntents,
  useProblems,
  useQuietly,
  useWorkbench,
  useWorkbenchStore,
} from '#store';
import { changeDecorations, hintDecorations, markersOf } from './decorate.ts';
import { applyEditorTheme, EDITOR_THEME } from './editor-theme.ts';
import { addEnterKey } from './enter-key.ts';
import { offerWords } from './live-words.ts';
import { Models } from './models.ts';
import { monaco } from './monaco.ts';
import { editorOptions } from './options.ts';
import { ProblemCard } from './problem-card.tsx';
import { applyFix, offerFixes } from './quick-fixes.ts';
import { showLinesIn, tellLine } from './shown-lines.ts';
import { useProblemCard } from './use-problem-card.ts';

/** What the panel around the editor may do with it. */
export interface EditorHandle {
  undo(): void;
  redo(): void;
  focus(): void;
  /** Line and column from 1. */
  goTo(line: number, column: number): void;
  /** Marks lines and puts the cursor into the first, without taking the focus. */
  showLines(first: number, last: number): void;
  /** Tells the line of the cursor, now and whenever it is another; the answer takes that back. */
  onLine(tell: (line: number) => void): () => void;
}

export interface PolicyEditorProps {
  onHandle?: (handle: EditorHandle | undefined) => void;
}

type Editor = monaco.editor.IStandaloneCodeEditor;

const NO_HINTS: readonly Hint[] = [];

// Monaco as it was built with this page: left to itself, the loader would fetch another from a public server.
loader.config({ monaco: monaco as unknown as NonNullable<Parameters<typeof loader.config>[0]['monaco']> });

export function PolicyEditor({ onHandle }: PolicyEditorProps) {
  const [editor, setEditor] = useState<Editor>();
  const edit = useWorkbench(({ draft }) => draft.edits.find((candidate) => candidate.key === draft.current));
  const reading = useWorkbench((state) => state.reading.edits.find((candidate) => candidate.key === edit?.key));
  const problems = useProblems(edit?.key);
  const [options] = useState(() => editorOptions(monospaceFont()));
  useEditorSetup(editor, onHandle);
  useShownEdit(editor, edit);
  useMarks(editor, edit, problems, reading?.hints ?? NO_HINTS);
  const card = useProblemCard(editor, problems);
  return (
    <div className="netpol-editor h-full min-h-0 w-full overflow-hidden">
      <MonacoEditor
        theme={EDITOR_THEME}
        options={options}
        // Models are our own (models.ts): each edit keeps its history while the tabs are switched.
        keepCurrentModel
        saveViewState={false}
        loading={null}
        beforeMount={applyEditorTheme}
        onMount={(created) => {
          const mounted = created as unknown as Editor;
          mounted.getModel()?.dispose();
          setEditor(mounted);
        }}
      />
      {card &&
        createPortal(
          <ProblemCard problem={card.problem} onFix={(fix) => editor && applyFix(editor, fix)} />,
          card.node,
        )}
    </div>
  );
}

function monospaceFont(): string {
  return getComputedStyle(document.body).getPropertyValue('--font-geist-mono') || 'monospace';
}

/** Keys, fonts and colours of an editor that was made, and the handle on it for the panel around. */
function useEditorSetup(editor: Editor | undefined, onHandle: PolicyEditorProps['onHandle']): void {
  const handleTo = useRef(onHandle);
  handleTo.current = onHandle;
  useEffect(() => {
    if (!editor) return;
    addEnterKey(editor);
    const themes = new MutationObserver(applyEditorTheme);
    themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
    handleTo.current?.(handleOf(editor));
    return () => {
      handleTo.current?.(undefined);
      themes.disconnect();
    };
  }, [editor]);
}

function handleOf(editor: Editor): EditorHandle {
  const act = (id: string) => {
    editor.focus();
    editor.trigger('panel', id, undefined);
  };
  return {
    undo: () => act('undo'),
    redo: () => act('redo'),
    focus: () => editor.focus(),
    goTo: (lineNumber, column) => {
      editor.setPosition({ lineNumber, column });
      editor.revealLineInCenterIfOutsideViewport(lineNumber);
      editor.focus();
    },
    showLines: showLinesIn(editor),
    onLine: (tell) => tellLine(editor, tell),
  };
}

/** Models outlive the panel: closing the draft and opening it again keeps undo and cursor. */
const models = new Models();

function useShownEdit(editor: Editor | undefined, edit: Edit | undefined): void {
  const intents = useIntents();
  const quietly = useQuietly();
  const store = useWorkbenchStore();
  const complete = useCompletions();
  const keys = useWorkbench((state) => state.draft.edits);
  const key = edit?.action === 'put' ? edit.key : undefined;
  const text = edit?.text ?? '';
  useEffect(() => {
    models.keepOnly(new Set(keys.map((candidate) => candidate.key)));
  }, [keys]);
  useEffect(() => {
    const now = store.getState().draft.edits.find((candidate) => candidate.key === key)?.text;
    if (!editor || key === undefined || now === undefined) return;
    const kept = models.open(key, now);
    offerWords(kept.model, (typed, offset) => {
      const { namespace = 'default' } = store.getState().draft.edits.find((candidate) => candidate.key === key) ?? {};
      return complete({ text: typed, offset, namespace });
    });
    editor.setModel(kept.model);
    if (kept.view) editor.restoreViewState(kept.view);
    const typedAt = typingPlace.get(key);
    if (typedAt !== undefined) editor.setPosition(kept.model.getPositionAt(typedAt));
    typingPlace.delete(key);
    editor.focus();
    const typing = kept.model.onDidChangeContent(() => quietly(() => intents.edit(key, kept.model.getValue())));
    return () => {
      typing.dispose();
      if (!kept.model.isDisposed()) kept.view = editor.saveViewState();
      editor.setModel(null);
    };
  }, [editor, store, key, intents, quietly, complete]);
  // What others wrote into the draft (the name fields, taking over a base) is shown as one more edit. It is read anew:
  // `text` is as old as the last rendering, and what was typed since must not be taken back.
  useEffect(() => {
    const now = store.getState().draft.edits.find((candidate) => candidate.key === key)?.text;
    if (editor && key !== undefined && now !== undefined) models.open(key, now);
  }, [editor, store, key, text]);
}

function useMarks(
  editor: Editor | undefined,
  edit: Edit | undefined,
  problems: readonly Marker[],
  hints: readonly Hint[],
): void {
  const key = edit?.key;
  useEffect(() => {
    const model = editor?.getModel();
    if (!model || key === undefined) return;
    monaco.editor.setModelMarkers(model, 'netpol', markersOf(problems));
    offerFixes(model, problems);
  }, [editor, key, problems]);
  const base = edit?.baseText ?? '';
  const text = edit?.text ?? '';
  const bars = useMemo(() => changeDecorations(base, text), [base, text]);
  const decorations = useRef<{ of: Editor; all: monaco.editor.IEditorDecorationsCollection }>(undefined);
  useEffect(() => {
    const model = editor?.getModel();
    if (!editor || !model || key === undefined) return;
    if (decorations.current?.of !== editor) {
      decorations.current = { of: editor, all: editor.createDecorationsCollection() };
    }
    decorations.current.all.set([...bars, ...hintDecorations(model, hints)]);
  }, [editor, key, bars, hints]);
}
