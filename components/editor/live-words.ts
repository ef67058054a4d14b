/**
 * Words of the live cluster in the list that the editor opens, beside those of the schema. Label and detail are shown as
 * plain text, whatever stands in them; what is written is written out by whoever offers it.
 */

import { visibleText } from '#ui';
import type { Completion, Completions } from '#workbench';
import { monaco } from './monaco.ts';

type Ask = (text: string, offset: number) => Promise<Completions>;

const askFor = new WeakMap<monaco.editor.ITextModel, Ask>();

/** Whom a model asks for words. */
export function offerWords(model: monaco.editor.ITextModel, ask: Ask): void {
  askFor.set(model, ask);
}

const KINDS: Readonly<Record<Completion['kind'], monaco.languages.CompletionItemKind>> = {
  policy: monaco.languages.CompletionItemKind.Snippet,
  namespace: monaco.languages.CompletionItemKind.Module,
  key: monaco.languages.CompletionItemKind.Field,
  value: monaco.languages.CompletionItemKind.Value,
  peer: monaco.languages.CompletionItemKind.Reference,
  port: monaco.languages.CompletionItemKind.Value,
};

monaco.languages.registerCompletionItemProvider('yaml', {
  triggerCharacters: [' ', ':', '/', '-', '"'],
  async provideCompletionItems(model, position, _context, token) {
    const offset = model.getOffsetAt(position);
    const completions = await askFor.get(model)?.(model.getValue(), offset);
    if (!completions || token.isCancellationRequested || model.isDisposed()) return { suggestions: [] };
    return { suggestions: itemsOf(completions, model, position) };
  },
});

function itemsOf(
  { start, entries }: Completions,
  model: monaco.editor.ITextModel,
  position: monaco.Position,
): monaco.languages.CompletionItem[] {
  const range = monaco.Range.fromPositions(model.getPositionAt(start), position);
  return entries.map(({ label, detail, kind, text, blanks = [], goesOn }, rank) => ({
    label: { label: visibleText(label), description: visibleText(detail) },
    kind: KINDS[kind],
    // Before what the schema offers, in the order they came in.
    sortText: ` ${String(rank).padStart(4, '0')}`,
    filterText: label,
    insertText: blanks.length > 0 ? snippetOf(text, blanks) : text,
    insertTextRules:
      blanks.length > 0
        ? monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet |
          monaco.languages.CompletionItemInsertTextRule.KeepWhitespace
        : monaco.languages.CompletionItemInsertTextRule.KeepWhitespace,
    range,
    ...(goesOn && { command: { id: 'editor.action.triggerSuggest', title: 'Suggest' } }),
  }));
}

/** A text with places to fill in; whatever means something in a snippet is written as itself. */
function snippetOf(text: string, blanks: readonly number[]): string {
  const starts = [0, ...blanks];
  const parts = starts.map((from, at) => text.slice(from, starts[at + 1]).replace(/[\\$}]/g, '\\$&'));
  return parts.map((part, at) => (at === 0 ? part : `\${${at}}${part}`)).join('');
}
