/** One-click fixes of problems, behind Monaco's own quick fix key. */

import type { Marker, QuickFix } from '#manifest';
import { monaco } from './monaco.ts';

const problemsOf = new WeakMap<monaco.editor.ITextModel, readonly Marker[]>();

/** The problems a model has now; its fixes are offered where they stand. */
export function offerFixes(model: monaco.editor.ITextModel, problems: readonly Marker[]): void {
  problemsOf.set(model, problems);
}

/** Applies a fix as one step that undo takes back. */
export function applyFix(editor: monaco.editor.ICodeEditor, fix: QuickFix): void {
  const model = editor.getModel();
  if (!model) return;
  editor.pushUndoStop();
  editor.executeEdits('quick fix', editOperations(model, fix));
  editor.pushUndoStop();
  editor.focus();
}

monaco.languages.registerCodeActionProvider('yaml', {
  provideCodeActions(model, range) {
    const near = (problemsOf.get(model) ?? []).filter(
      (problem) => problem.range.line <= range.endLineNumber && problem.range.endLine >= range.startLineNumber,
    );
    const actions = near.flatMap((problem) =>
      (problem.fixes ?? []).map((fix, index) => ({
        title: fix.effect ? `${fix.title}: ${fix.effect}` : fix.title,
        kind: 'quickfix',
        isPreferred: index === 0,
        edit: {
          edits: editOperations(model, fix).map((textEdit) => ({
            resource: model.uri,
            versionId: undefined,
            textEdit,
          })),
        },
      })),
    );
    return { actions, dispose: () => undefined };
  },
});

function editOperations(model: monaco.editor.ITextModel, fix: QuickFix): { range: monaco.Range; text: string }[] {
  return fix.edits.map(({ start, end, text }) => ({
    range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
    text,
  }));
}
