/** Problems, hints and changed lines as Monaco shows them. All text is plain: nothing of it is read as markup. */

import type { Hint } from '#findings';
import type { Marker, Severity } from '#manifest';
import { lineChanges } from './line-changes.ts';
import { monaco } from './monaco.ts';

const SEVERITY: Readonly<Record<Severity, monaco.MarkerSeverity>> = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
};

const HINT_CLASS: Readonly<Record<Hint['tone'], string>> = {
  plain: 'netpol-hint',
  removes: 'netpol-hint netpol-hint-removes',
  warning: 'netpol-hint netpol-hint-warning',
};

export function markersOf(problems: readonly Marker[]): monaco.editor.IMarkerData[] {
  return problems.map(({ severity, message, detail, code, range }) => ({
    severity: SEVERITY[severity],
    message: detail ? `${message}\n${detail}` : message,
    code,
    startLineNumber: range.line,
    startColumn: range.column,
    endLineNumber: range.endLine,
    // An empty range would show nothing.
    endColumn: range.line === range.endLine && range.endColumn <= range.column ? range.column + 1 : range.endColumn,
  }));
}

export function hintDecorations(
  model: monaco.editor.ITextModel,
  hints: readonly Hint[],
): monaco.editor.IModelDeltaDecoration[] {
  return hints
    .filter((hint) => hint.line <= model.getLineCount())
    .map((hint) => {
      const column = model.getLineMaxColumn(hint.line);
      return {
        range: new monaco.Range(hint.line, column, hint.line, column),
        options: {
          showIfCollapsed: true,
          after: {
            content: hint.text,
            inlineClassName: HINT_CLASS[hint.tone],
            inlineClassNameAffectsLetterSpacing: true,
            cursorStops: monaco.editor.InjectedTextCursorStops.Left,
          },
        },
      };
    });
}

export function changeDecorations(base: string, text: string): monaco.editor.IModelDeltaDecoration[] {
  return lineChanges(base, text).map(({ first, last, kind }) => ({
    range: new monaco.Range(first, 1, last, 1),
    options: { isWholeLine: true, marginClassName: `netpol-bar netpol-bar-${kind}` },
  }));
}
