/** Monaco's themes from the page's own colours: nothing here names a colour. */

import { monaco } from './monaco.ts';

export const EDITOR_THEME = 'netpol-studio';

/** Reads the tokens in force now; call again when the theme changed. */
export function applyEditorTheme(): void {
  const style = getComputedStyle(document.documentElement);
  const read = (token: string) => hex(style.getPropertyValue(`--${token}`).trim());
  const isLight = document.documentElement.dataset.theme === 'light';
  const rule = (token: string, colour: string, fontStyle?: string): monaco.editor.ITokenThemeRule => ({
    token,
    foreground: read(colour).slice(1),
    ...(fontStyle && { fontStyle }),
  });
  monaco.editor.defineTheme(EDITOR_THEME, {
    base: isLight ? 'vs' : 'vs-dark',
    inherit: true,
    rules: [
      rule('', 'text-1'),
      rule('type.yaml', 'code-key'),
      rule('string.yaml', 'code-value'),
      rule('number.yaml', 'code-value'),
      rule('keyword.yaml', 'code-value'),
      rule('tag.yaml', 'code-value'),
      rule('namespace.yaml', 'code-value'),
      rule('meta.directive.yaml', 'code-comment'),
      rule('comment.yaml', 'code-comment'),
      rule('operators.yaml', 'text-2'),
      rule('delimiter', 'text-2'),
      rule('delimiter.bracket', 'text-2'),
      rule('delimiter.square', 'text-2'),
    ],
    colors: {
      'editor.background': read('canvas'),
      'editor.foreground': read('text-1'),
      'editor.lineHighlightBackground': read('raised'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': withAlpha(read('signal'), isLight ? '66' : '40'),
      'editor.inactiveSelectionBackground': withAlpha(read('signal'), isLight ? '40' : '26'),
      'editor.findMatchBackground': withAlpha(read('signal'), '66'),
      'editor.findMatchHighlightBackground': withAlpha(read('signal'), '33'),
      'editorCursor.foreground': read('text-1'),
      'editorLineNumber.foreground': read('text-3'),
      'editorLineNumber.activeForeground': read('text-1'),
      'editorIndentGuide.background1': read('line-1'),
      'editorIndentGuide.activeBackground1': read('line-2'),
      'editorBracketMatch.background': '#00000000',
      'editorBracketMatch.border': read('line-3'),
      'editorError.foreground': read('denied'),
      'editorWarning.foreground': read('warning'),
      'editorInfo.foreground': read('open'),
      'editorWidget.background': read('overlay'),
      'editorWidget.foreground': read('text-1'),
      'editorWidget.border': read('line-2'),
      'editorHoverWidget.background': read('overlay'),
      'editorHoverWidget.border': read('line-2'),
      'editorSuggestWidget.background': read('overlay'),
      'editorSuggestWidget.border': read('line-2'),
      'editorSuggestWidget.foreground': read('text-1'),
      'editorSuggestWidget.selectedBackground': read('line-2'),
      'editorSuggestWidget.selectedForeground': read('text-1'),
      'editorSuggestWidget.highlightForeground': read('signal-ink'),
      'editorSuggestWidget.focusHighlightForeground': read('signal-ink'),
      'input.background': read('sunk'),
      'input.foreground': read('text-1'),
      'input.border': read('line-2'),
      'list.hoverBackground': read('raised'),
      focusBorder: read('signal-ink'),
      'scrollbarSlider.background': withAlpha(read('line-3'), '55'),
      'scrollbarSlider.hoverBackground': withAlpha(read('line-3'), '88'),
      'scrollbarSlider.activeBackground': withAlpha(read('line-3'), 'aa'),
      'widget.shadow': '#00000066',
    },
  });
  monaco.editor.setTheme(EDITOR_THEME);
}

/** Themes take only `#rrggbb`; a build may have shortened what the style sheet says. */
function hex(colour: string): string {
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  if (short)
    return `#${short
      .slice(1)
      .map((digit) => digit + digit)
      .join('')}`;
  return /^#[0-9a-f]{6}$/i.test(colour) ? colour : '#808080';
}

function withAlpha(colour: string, alpha: string): string {
  return `${colour}${alpha}`;
}
