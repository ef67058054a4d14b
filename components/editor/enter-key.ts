/**
 * Enter with the depth of the line. Monaco's own would deepen every line break that is put in, however it comes: text
 * that is dictated, composed or put in by a program arrives as typing and must stay as it is.
 */

import { indentAfter } from './enter-indent.ts';
import { monaco } from './monaco.ts';

/** Where Enter takes a suggestion, it does that. */
const WHEN = ['!suggestWidgetVisible', '!suggestWidgetHasFocusedSuggestion', '!suggestionMakesTextEdit']
  .map((free) => `editorTextFocus && !editorReadonly && ${free}`)
  .join(' || ');

export function addEnterKey(editor: monaco.editor.IStandaloneCodeEditor): monaco.IDisposable {
  return editor.addAction({
    id: 'netpol.enter',
    label: 'New line at this depth',
    keybindings: [monaco.KeyCode.Enter],
    keybindingContext: WHEN,
    run: () => breakLine(editor),
  });
}

function breakLine(editor: monaco.editor.ICodeEditor): void {
  const model = editor.getModel();
  const selections = editor.getSelections();
  if (!model || !selections) return;
  editor.pushUndoStop();
  editor.executeEdits(
    'enter',
    selections.map((selection) => {
      const { lineNumber, column } = selection.getStartPosition();
      const before = model.getLineContent(lineNumber).slice(0, column - 1);
      return { range: withBlanksAfter(model, selection), text: `\n${indentAfter(before)}`, forceMoveMarkers: true };
    }),
    (inverse) => inverse.map(({ range }) => monaco.Selection.fromPositions(monaco.Range.lift(range).getEndPosition())),
  );
  const position = editor.getPosition();
  if (position) editor.revealPosition(position);
}

/** What follows moves down without the blanks that divided it from what came before. */
function withBlanksAfter(model: monaco.editor.ITextModel, selection: monaco.Selection): monaco.Range {
  const { lineNumber, column } = selection.getEndPosition();
  const after = model.getLineContent(lineNumber).slice(column - 1);
  const blanks = after.length - after.trimStart().length;
  const start = selection.getStartPosition();
  return new monaco.Range(start.lineNumber, start.column, lineNumber, column + blanks);
}
