/** The lines of the element that another view of the same text has selected, and the way back: the cursor's line. */

import { monaco } from './monaco.ts';

type Editor = monaco.editor.IStandaloneCodeEditor;

export function showLinesIn(editor: Editor): (first: number, last: number) => void {
  const shown = editor.createDecorationsCollection();
  // Typing and the cursor's own way end it: the mark is of one selection.
  editor.onDidChangeCursorPosition(({ source }) => {
    if (source !== 'api') shown.clear();
  });
  editor.onDidChangeModel(() => shown.clear());
  return (first, last) => {
    const line = editor.getPosition()?.lineNumber ?? 0;
    if (line < first || line > last) {
      const column = editor.getModel()?.getLineFirstNonWhitespaceColumn(first) || 1;
      editor.setPosition({ lineNumber: first, column }, 'api');
    }
    editor.revealLinesInCenterIfOutsideViewport(first, last);
    shown.set([
      {
        range: new monaco.Range(first, 1, last, 1),
        options: { isWholeLine: true, className: 'netpol-shown-lines', marginClassName: 'netpol-shown-lines' },
      },
    ]);
  };
}

export function tellLine(editor: Editor, tell: (line: number) => void): () => void {
  const line = () => tell(editor.getPosition()?.lineNumber ?? 1);
  line();
  const cursor = editor.onDidChangeCursorPosition(line);
  const model = editor.onDidChangeModel(line);
  return () => {
    cursor.dispose();
    model.dispose();
  };
}
