/** One Monaco model an edit: it keeps undo history, cursor and scroll while the tabs are switched. */

import { MODEL_SUFFIX, monaco } from './monaco.ts';

interface Kept {
  readonly model: monaco.editor.ITextModel;
  view: monaco.editor.ICodeEditorViewState | null;
}

export class Models {
  readonly #kept = new Map<string, Kept>();

  /** The model of an edit, made on first use; its text is brought up to what is given. */
  open(key: string, text: string): Kept {
    const there = this.#kept.get(key);
    if (there) {
      replaceText(there.model, text);
      return there;
    }
    const uri = monaco.Uri.parse(`inmemory://draft/${encodeURIComponent(key)}${MODEL_SUFFIX}`);
    const model = monaco.editor.getModel(uri) ?? monaco.editor.createModel(text, 'yaml', uri);
    model.setEOL(monaco.editor.EndOfLineSequence.LF);
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    replaceText(model, text);
    const kept: Kept = { model, view: null };
    this.#kept.set(key, kept);
    return kept;
  }

  /** Lets go of the models of edits that are gone. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const [key, { model }] of this.#kept) {
      if (keys.has(key)) continue;
      model.dispose();
      this.#kept.delete(key);
    }
  }
}

/** As one edit that undo takes back. A text that came with other line ends is the same text. */
function replaceText(model: monaco.editor.ITextModel, text: string): void {
  const plain = text.replace(/\r\n?/g, '\n');
  if (model.getValue() === plain) return;
  model.pushEditOperations([], [{ range: model.getFullModelRange(), text: plain }], () => null);
}
