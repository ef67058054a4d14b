/** How the editor looks and behaves. */

import type { monaco } from './monaco.ts';

export function editorOptions(fontFamily: string): monaco.editor.IStandaloneEditorConstructionOptions {
  return {
    ariaLabel: 'Policy as YAML',
    fontFamily,
    fontSize: 12.5,
    lineHeight: 20,
    fontLigatures: false,
    padding: { top: 6, bottom: 60 },
    automaticLayout: true,
    fixedOverflowWidgets: true,
    minimap: { enabled: false },
    folding: false,
    glyphMargin: false,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 8,
    scrollBeyondLastLine: false,
    overviewRulerLanes: 0,
    overviewRulerBorder: false,
    hideCursorInOverviewRuler: true,
    renderFinalNewline: 'on',
    renderLineHighlight: 'all',
    renderLineHighlightOnlyWhenFocus: false,
    roundedSelection: false,
    // Links in a policy come from whoever wrote it: they are text.
    links: false,
    bracketPairColorization: { enabled: false },
    // Text that is put in stays as it is; the Enter key has an indentation of its own (enter-key.ts).
    autoIndent: 'none',
    stickyScroll: { enabled: false },
    lightbulb: { enabled: 'off' as monaco.editor.ShowLightbulbIconMode },
    quickSuggestions: { other: true, comments: false, strings: true },
    // What is typed already takes no Enter; and what was completed is a snippet in which one goes on typing.
    acceptSuggestionOnEnter: 'smart',
    suggest: { showWords: false, showStatusBar: false, preview: false, snippetsPreventQuickSuggestions: false },
    wordBasedSuggestions: 'off',
    occurrencesHighlight: 'off',
    tabSize: 2,
    insertSpaces: true,
    detectIndentation: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  };
}
