/**
 * Enter with the depth of the line. Monaco's own would deepen every line break that is put in, however it comes: text
 * that is dictated, composed or put in by a program arrives as typing and must stay as it is.
 */

import { indentAfter } from './enter-indent.ts';
import { monaco } from './monaco.ts';

const CHOSEN = 'netpolSuggestionIsChosen';

/** Enter takes a suggestion that a person chose and that would change the text; else it is a new line, as it was typed. */
const WHEN = ['!suggestWidgetVisible', '!suggestWidgetHasFocusedSuggestion', '!suggestionMakesTextEdit', `!${CHOSEN}`]
  .map((free) => `editorTextFocus && !editorReadonly && ${free}`)
  .join(' || ');

export function addEnterKey(editor: monaco.editor.IStandaloneCodeEditor): void {
  followChoosing(editor);
  editor.addAction({
    id: 'netpol.enter',
    label: 'New line at this depth',
    keybindings: [monaco.KeyCode.Enter],
    keybindingContext: WHEN,
    run: () => {
      editor.trigger('enter', 'hideSuggestWidget', undefined);
      breakLine(editor);
    },
  });
}

const MOVES_IN_LIST: ReadonlySet<monaco.KeyCode> = new Set([
  monaco.KeyCode.DownArrow,
  monaco.KeyCode.UpArrow,
  monaco.KeyCode.PageDown,
  monaco.KeyCode.PageUp,
]);

/**
 * The list opens by itself while one types, with its first entry in front: that is no choice. To move in it, or to ask
 * for it, is one, until the text or the cursor changes.
 */
function followChoosing(editor: monaco.editor.IStandaloneCodeEditor): void {
  const isChosen = editor.createContextKey<boolean>(CHOSEN, false);
  editor.onKeyDown(({ keyCode, ctrlKey, metaKey }) => {
    const asks = keyCode === monaco.KeyCode.Space && (ctrlKey || metaKey);
    if (asks || MOVES_IN_LIST.has(keyCode)) isChosen.set(true);
  });
  // A key that moves in the list leaves text and cursor as they are; without a list it moves the cursor.
  editor.onDidChangeModelContent(() => isChosen.set(false));
  editor.onDidChangeCursorPosition(() => isChosen.set(false));
  editor.onDidChangeModel(() => isChosen.set(false));
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
