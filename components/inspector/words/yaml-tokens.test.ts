import { describe, expect, test } from 'vitest';
import { yamlTokens } from './yaml-tokens.ts';

const kinds = (line: string) => yamlTokens(line).map(({ kind, text }) => `${kind}:${text.trim()}`);

describe('yamlTokens', () => {
  test('a key with a value', () => {
    expect(kinds('  app.kubernetes.io/name: ui')).toEqual([
      'mark:',
      'key:app.kubernetes.io/name',
      'mark::',
      'value:ui',
    ]);
  });

  test('a list entry that begins a map', () => {
    expect(kinds('  - namespaceSelector:')).toEqual(['mark:-', 'key:namespaceSelector', 'mark::']);
  });

  test('a list entry that is a value', () => {
    expect(kinds('- Ingress')).toEqual(['mark:-', 'value:Ingress']);
  });

  test('a comment after a value', () => {
    expect(kinds('a: 1 # why')).toEqual(['key:a', 'mark::', 'value:1', 'comment:# why']);
  });

  test('nothing is lost of any line', () => {
    for (const line of [
      '',
      '  ',
      '- - a',
      '"x: y": z',
      'cidr: 10.0.0.0/8',
      'a:b',
      '# only',
      '   \t: odd',
      'k: "v # no"',
    ]) {
      expect(
        yamlTokens(line)
          .map((token) => token.text)
          .join(''),
      ).toBe(line);
    }
  });
});
