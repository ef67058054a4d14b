/** Colours for lines of YAML that we wrote ourselves: keys, values, marks and comments. No parser for foreign text. */

export interface YamlToken {
  readonly text: string;
  readonly kind: 'key' | 'value' | 'mark' | 'comment';
}

const LINE = /^(\s*(?:- )*)(?:("(?:[^"\\]|\\.)*"|[^\s:#"][^:]*)(:)(?=\s|$))?(.*)$/;

/** The texts of the tokens joined give the line again. */
export function yamlTokens(line: string): readonly YamlToken[] {
  const found = LINE.exec(line);
  if (!found) return [{ text: line, kind: 'value' }];
  const [, lead = '', key = '', colon = '', rest = ''] = found;
  const comment = /(^|\s)#.*$/.exec(rest);
  const value = comment ? rest.slice(0, comment.index) : rest;
  const tokens: YamlToken[] = [
    { text: lead, kind: 'mark' },
    { text: key, kind: 'key' },
    { text: colon, kind: 'mark' },
    { text: value, kind: 'value' },
    { text: comment?.[0] ?? '', kind: 'comment' },
  ];
  return tokens.filter((token) => token.text !== '');
}
