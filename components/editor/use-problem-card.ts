'use client';
import { useEffect, useRef, useState } from 'react';
import type { Marker } from '#manifest';
import { monaco } from './monaco.ts';
import { applyFix } from './quick-fixes.ts';

export interface PlacedCard {
  readonly problem: Marker;
  /** Where React draws the card: Monaco keeps it under its line. */
  readonly node: HTMLElement;
}

/**
 * The problem with a fix on the line of the cursor, and a place under that line. Its first fix is taken by the quick
 * fix key, and Esc puts it away.
 */
export function useProblemCard(
  editor: monaco.editor.IStandaloneCodeEditor | undefined,
  problems: readonly Marker[],
): PlacedCard | undefined {
  const line = useCursorLine(editor);
  const [hidden, setHidden] = useState<string>();
  const [node, setNode] = useState<HTMLElement>();
  const problem = problems.find((candidate) => candidate.fixes?.length && candidate.range.line === line);
  const id = problem && `${line} ${problem.message}`;
  const isShown = problem !== undefined && id !== hidden;
  const shown = useRef(problem);
  shown.current = problem;
  useEffect(() => {
    if (!editor || !isShown || line === undefined) return;
    const place = document.createElement('div');
    // Above Monaco's own layers, below its suggestions.
    place.style.zIndex = '30';
    place.style.paddingTop = '4px';
    const widget: monaco.editor.IContentWidget = {
      suppressMouseDown: false,
      getId: () => 'netpol.problem',
      getDomNode: () => place,
      getPosition: () => ({
        position: { lineNumber: line, column: 1 },
        // Inside the editor always: below it stands the effect, which must stay in sight.
        preference: [
          monaco.editor.ContentWidgetPositionPreference.BELOW,
          monaco.editor.ContentWidgetPositionPreference.ABOVE,
        ],
      }),
    };
    editor.addContentWidget(widget);
    setNode(place);
    const keys = editor.onKeyDown((event) => {
      if (event.keyCode === monaco.KeyCode.Escape) setHidden(id);
      const [fix] = shown.current?.fixes ?? [];
      if (event.keyCode !== monaco.KeyCode.Period || !(event.ctrlKey || event.metaKey) || !fix) return;
      event.preventDefault();
      event.stopPropagation();
      applyFix(editor, fix);
    });
    return () => {
      keys.dispose();
      editor.removeContentWidget(widget);
      setNode(undefined);
    };
  }, [editor, isShown, line, id]);
  return isShown && node ? { problem, node } : undefined;
}

function useCursorLine(editor: monaco.editor.IStandaloneCodeEditor | undefined): number | undefined {
  const [line, setLine] = useState<number>();
  useEffect(() => {
    if (!editor) return;
    const read = () => setLine(editor.getPosition()?.lineNumber);
    read();
    const subscriptions = [editor.onDidChangeCursorPosition(read), editor.onDidChangeModel(read)];
    return () => {
      for (const subscription of subscriptions) subscription.dispose();
    };
  }, [editor]);
  return line;
}
